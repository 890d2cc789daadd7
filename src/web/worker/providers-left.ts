import { distinct } from '../../registry/crosswalk';
import type { CodeChoice, LeftLoop, PrvEdit } from '../../repair/repair';
import { isTaxonomy } from '../../rules/case';
import { MoneySum, plainMoney } from '../../values/money';

/** A code, and what it may mean. */
export interface OfferedCode {
  readonly code: string;
  readonly enrollments: readonly Omit<CodeChoice, 'taxonomies'>[];
}

/** The billing loops of one provider that were not corrected. */
export interface ProviderLeft {
  readonly npi: string | null;
  readonly name: string | null;
  readonly loops: number;
  readonly claims: number;
  readonly charges: string;
  /** Sentences. */
  readonly whys: readonly string[];
  /** Codes that are possible in all of them; a chosen code is written into all. */
  readonly codes: readonly OfferedCode[];
  /** Codes that are possible in some of the provider's loops, but not in all that would get them. */
  readonly others: readonly string[];
}

interface Group {
  readonly npi: string | null;
  readonly name: string | null;
  loops: number;
  claims: number;
  readonly charges: MoneySum;
  readonly whys: Set<string>;
  readonly choices: Map<string, Map<string, OfferedCode['enrollments'][number]>>;
  /** Codes that are possible in every loop so far. */
  fitting: ReadonlySet<string>;
}

/** Providers that are not in the registry get no choice; more than this are not listed. */
const MOST_UNLISTED = 1000;
const WHYS_SHOWN = 3;

/**
 * Uncorrected loops by provider. A code chosen by the user is written to all loops of the NPI that have no certain
 * code, including those where it is optional, so only codes that are right for all of these are offered.
 */
export class ProvidersLeft {
  private readonly groups = new Map<string, Group>();
  private unlisted = 0;
  /** What the registry alone decided, by NPI. */
  private readonly decided = new Map<string, Set<string>>();

  constructor(private readonly isListed: (npi: string) => boolean) {}

  left({ npi, name, claims, charges, why, choices }: LeftLoop): void {
    const codes = new Map<string, Map<string, OfferedCode['enrollments'][number]>>();
    for (const { taxonomies, medicaidId, providerType } of choices) {
      const enrollment = { medicaidId, providerType };
      for (const code of taxonomies.filter(isTaxonomy))
        codes.set(code, (codes.get(code) ?? new Map()).set(`${medicaidId} ${providerType}`, enrollment));
    }
    const sum = new MoneySum();
    sum.add(charges);
    this.add({
      npi,
      name,
      loops: 1,
      claims,
      charges: sum,
      whys: new Set([why]),
      choices: codes,
      fitting: new Set(codes.keys()),
    });
  }

  edited({ npi, source, taxonomy }: PrvEdit): void {
    if (npi !== null && source === 'registry') this.decide(npi, taxonomy);
  }

  /** Adds those of a file. */
  include(file: ProvidersLeft): void {
    for (const group of file.groups.values()) this.add(group);
    for (const [npi, codes] of file.decided) for (const code of codes) this.decide(npi, code);
  }

  /** The providers, by charges in descending order. */
  list(): readonly ProviderLeft[] {
    return [...this.groups.values()].map((group) => this.shown(group)).sort(byCharges);
  }

  private decide(npi: string, code: string): void {
    this.decided.set(npi, (this.decided.get(npi) ?? new Set()).add(code));
  }

  private add(group: Group): void {
    const key = group.npi ?? `no NPI: ${group.name}`;
    const known = this.groups.get(key);
    if (known !== undefined) return merge(known, group);
    if (group.npi === null || !this.isListed(group.npi)) {
      if (this.unlisted === MOST_UNLISTED) return;
      this.unlisted++;
    }
    this.groups.set(key, group);
  }

  private shown({ npi, name, loops, claims, charges, whys, choices, fitting }: Group): ProviderLeft {
    const decided = this.decided.get(npi ?? '') ?? new Set();
    const fits = (code: string) =>
      npi !== null && fitting.has(code) && [...decided].every((one) => one === code);
    return {
      npi,
      name,
      loops,
      claims,
      charges: plainMoney(charges.total),
      whys: [...whys],
      codes: [...choices]
        .filter(([code]) => fits(code))
        .map(([code, enrollments]) => ({ code, enrollments: [...enrollments.values()] })),
      others: distinct([...choices.keys(), ...decided]).filter((code) => !fits(code)),
    };
  }
}

function merge(into: Group, { loops, claims, charges, whys, choices, fitting }: Group): void {
  into.loops += loops;
  into.claims += claims;
  into.charges.add(plainMoney(charges.total));
  for (const why of whys) if (into.whys.size < WHYS_SHOWN) into.whys.add(why);
  for (const [code, enrollments] of choices)
    into.choices.set(code, new Map([...(into.choices.get(code) ?? []), ...enrollments]));
  into.fitting = new Set([...into.fitting].filter((code) => fitting.has(code)));
}

/** For sorting only, so it need not be exact. */
function byCharges(a: ProviderLeft, b: ProviderLeft): number {
  return Number(b.charges) - Number(a.charges);
}
