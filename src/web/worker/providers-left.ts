import type { ClaimKind } from '../../finding';
import { distinct } from '../../registry/crosswalk';
import type { CodeChoice, LeftLoop, PrvEdit } from '../../repair/repair';
import { isTaxonomy } from '../../rules/taxonomy';
import { MoneySum, plainMoney } from '../../values/money';

/** A code, and what it may mean. */
export interface OfferedCode {
  readonly code: string;
  readonly enrollments: readonly Omit<CodeChoice, 'taxonomies'>[];
}

/** A billing loop that a code can be assigned to, with all by which it can be told from others. */
export interface OpenLoop {
  /** null in what stands for loops over the limit. */
  readonly file: string | null;
  readonly billingLoop: string | null;
  readonly kind: ClaimKind | null;
  /** Its digits, nine or five; null if there are fewer. */
  readonly zip: string | null;
  readonly payer: string | null;
  /** Of its HL segment. */
  readonly offset: number;
  /** 1, or the number of loops that it stands for. */
  readonly loops: number;
  readonly claims: number;
  /** The claims' numbers; not all if there are very many. */
  readonly claimIds: readonly string[];
  readonly charges: string;
  /** Sentences. */
  readonly whys: readonly string[];
  /** The codes that are possible. */
  readonly codes: readonly string[];
  /** The registry decides it, unless a code is assigned. */
  readonly isDecided: boolean;
}

/** The billing loops of one provider, some of which were not corrected. */
export interface ProviderLeft {
  readonly npi: string | null;
  readonly name: string | null;
  /** Of the loops that were not corrected. */
  readonly charges: string;
  readonly loops: readonly OpenLoop[];
  /** All codes that are possible in any of its loops. */
  readonly codes: readonly OfferedCode[];
}

interface Group {
  readonly npi: string | null;
  readonly name: string | null;
  readonly charges: MoneySum;
  readonly loops: OpenLoop[];
  /** What stands for the loops over the limit. */
  readonly rest: Map<boolean, OpenLoop>;
  readonly codes: Map<string, Map<string, OfferedCode['enrollments'][number]>>;
}

/** More claims are counted, and not named. */
export const MOST_CLAIM_IDS = 100_000;
/** Providers that are not in the registry get no choice; more than this are not listed. */
const MOST_UNLISTED = 1000;
/** More loops of a kind, decided or not, are not told apart: all others of a provider get one code. */
const MOST_LOOPS = 10_000;
const WHYS_SHOWN = 3;

/**
 * Uncorrected loops by provider. A code assigned by the user is written to all loops that it is assigned to and whose
 * file has no code, including those where it is optional and those that the registry would decide.
 */
export class ProvidersLeft {
  private readonly groups = new Map<string, Group>();
  private unlisted = 0;
  private readonly kept = { decided: 0, left: 0, claimIds: 0 };

  constructor(private readonly isListed: (npi: string) => boolean) {}

  /** @param claimIds of the claims at fault */
  left(loop: LeftLoop, claimIds: readonly string[]): void {
    const { npi, name, choices, claims, charges, why } = loop;
    const group = this.group(npi, name);
    if (group === null) return;
    const codes = new Set<string>();
    for (const { taxonomies, medicaidId, providerType } of choices) {
      const enrollment = { medicaidId, providerType };
      for (const code of taxonomies.filter(isTaxonomy)) {
        codes.add(code);
        offer(group, code, [enrollment]);
      }
    }
    const stake = { claims, claimIds, charges, whys: [why] };
    this.add(group, { ...propertiesOf(loop), ...stake, codes: [...codes], isDecided: false });
  }

  edited(edit: PrvEdit): void {
    const { npi, name, source, taxonomy } = edit;
    if (npi === null || source !== 'registry') return;
    const group = this.group(npi, name);
    if (group === null) return;
    const none = { claims: 0, claimIds: [], charges: '0', whys: [] };
    this.add(group, { ...propertiesOf(edit), ...none, codes: [taxonomy], isDecided: true });
  }

  /** Adds those of a file. */
  include(file: ProvidersLeft): void {
    for (const { npi, name, loops, rest, codes } of file.groups.values()) {
      const group = this.group(npi, name);
      if (group === null) continue;
      for (const [code, enrollments] of codes) offer(group, code, [...enrollments.values()]);
      for (const loop of loops) this.add(group, loop);
      for (const loop of rest.values()) this.add(group, loop);
    }
  }

  /** The providers with uncorrected loops, by charges in descending order. */
  list(): readonly ProviderLeft[] {
    return [...this.groups.values()]
      .map(shown)
      .filter(({ loops }) => loops.some(({ isDecided }) => !isDecided))
      .sort(byCharges);
  }

  private group(npi: string | null, name: string | null): Group | null {
    const key = npi ?? `no NPI: ${name}`;
    const known = this.groups.get(key);
    if (known !== undefined) return known;
    if (npi === null || !this.isListed(npi)) {
      if (this.unlisted === MOST_UNLISTED) return null;
      this.unlisted++;
    }
    const group = { npi, name, charges: new MoneySum(), loops: [], rest: new Map(), codes: new Map() };
    this.groups.set(key, group);
    return group;
  }

  private add(group: Group, given: OpenLoop): void {
    const claimIds = given.claimIds.slice(0, MOST_CLAIM_IDS - this.kept.claimIds);
    this.kept.claimIds += claimIds.length;
    const loop = { ...given, claimIds };
    group.charges.add(loop.charges);
    const { isDecided, billingLoop } = loop;
    const kind = isDecided ? 'decided' : 'left';
    if (billingLoop !== null && this.kept[kind] < MOST_LOOPS) {
      this.kept[kind]++;
      group.loops.push(loop);
    } else {
      const rest = group.rest.get(isDecided);
      group.rest.set(isDecided, rest === undefined ? { ...loop, ...nothingKnown } : together(rest, loop));
    }
  }
}

const nothingKnown = { file: null, billingLoop: null, kind: null, zip: null, payer: null };

function propertiesOf({ file, billingLoop, kind, zip, payer, billing }: LeftLoop | PrvEdit) {
  const digits = zip?.replace(/\D/g, '') ?? '';
  const known = digits.length >= 9 ? digits.slice(0, 9) : digits.length >= 5 ? digits.slice(0, 5) : null;
  return { file, billingLoop, kind, zip: known, payer, offset: billing.offset, loops: 1 };
}

function offer({ codes }: Group, code: string, enrollments: OfferedCode['enrollments']): void {
  const known = codes.get(code) ?? new Map();
  codes.set(code, known);
  for (const enrollment of enrollments)
    known.set(`${enrollment.medicaidId} ${enrollment.providerType}`, enrollment);
}

function together(rest: OpenLoop, loop: OpenLoop): OpenLoop {
  const charges = new MoneySum();
  charges.add(rest.charges);
  charges.add(loop.charges);
  return {
    ...rest,
    loops: rest.loops + loop.loops,
    claims: rest.claims + loop.claims,
    claimIds: [...rest.claimIds, ...loop.claimIds],
    charges: plainMoney(charges.total),
    whys: distinct([...rest.whys, ...loop.whys]).slice(0, WHYS_SHOWN),
    codes: rest.codes.filter((code) => loop.codes.includes(code)),
  };
}

function shown({ npi, name, charges, loops, rest, codes }: Group): ProviderLeft {
  return {
    npi,
    name,
    charges: plainMoney(charges.total),
    loops: [...loops, ...rest.values()],
    codes: [...codes].map(([code, enrollments]) => ({ code, enrollments: [...enrollments.values()] })),
  };
}

/** For sorting only, so it need not be exact. */
function byCharges(a: ProviderLeft, b: ProviderLeft): number {
  return Number(b.charges) - Number(a.charges);
}
