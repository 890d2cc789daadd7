import type { BillingLoop, Claim, Subscriber } from '../../claim/claim';
import type { Prv } from '../../claim/prv';
import { compareMoney, MoneySum } from '../../values/money';
import { hasCheckDigit } from '../../values/npi';
import { Counts } from './counts';

/** The most NPIs that are kept. */
export const MOST_NPIS = 100_000;

/** What claims say of one billing provider, and nothing of patients. Counts are of claims. */
export interface BillingProvider {
  readonly npi: string;
  readonly name: string | null;
  /** N403 of Loop 2010AA, without hyphen. */
  readonly zips: Counts;
  /** Of PRV in Loop 2000A. */
  readonly taxonomies: Counts;
  /** Of PRV after NM1*85, where none belongs. */
  readonly misplacedTaxonomies: Counts;
  readonly withoutTaxonomy: number;
  readonly kinds: Counts;
  readonly payers: Counts;
  readonly claims: number;
  readonly charges: MoneySum;
}

/** Collects the billing providers of claims, each NPI once. Its memory is bounded. */
export class BillingProviders {
  private readonly found = new Map<string, Found>();
  /** Claims whose billing provider has no valid NPI in NM109. */
  claimsWithoutNpi = 0;
  /** Claims of further NPIs, which are not kept. */
  claimsLeftOut = 0;

  constructor(private readonly most = MOST_NPIS) {}

  get size(): number {
    return this.found.size;
  }

  add(claim: Claim): void {
    const { loop } = claim;
    if (loop === null || !isNpi(loop.npi)) {
      this.claimsWithoutNpi++;
      return;
    }
    const provider = this.found.get(loop.npi) ?? this.begin(loop.npi);
    if (provider === null) this.claimsLeftOut++;
    else provider.add(claim, loop);
  }

  /** Those with the highest charges first. */
  sorted(): readonly BillingProvider[] {
    return [...this.found.values()]
      .map((provider) => ({ provider, total: provider.charges.total }))
      .sort((a, b) => compareMoney(b.total, a.total) || (a.provider.npi < b.provider.npi ? -1 : 1))
      .map(({ provider }) => provider);
  }

  private begin(npi: string): Found | null {
    if (this.found.size === this.most) return null;
    const provider = new Found(npi);
    this.found.set(npi, provider);
    return provider;
  }
}

class Found implements BillingProvider {
  name: string | null = null;
  readonly zips = new Counts();
  readonly taxonomies = new Counts();
  readonly misplacedTaxonomies = new Counts();
  withoutTaxonomy = 0;
  readonly kinds = new Counts();
  readonly payers = new Counts();
  claims = 0;
  readonly charges = new MoneySum();

  constructor(readonly npi: string) {}

  add({ set, subscriber, charge }: Claim, { name, zip, prv, misplacedPrv }: BillingLoop): void {
    this.claims++;
    this.charges.add(charge);
    this.name ??= name;
    if (zip !== null) this.zips.add(zip.replace('-', ''));
    const codes = codesOf(prv);
    const misplaced = codesOf(misplacedPrv);
    for (const code of codes) this.taxonomies.add(code);
    for (const code of misplaced) this.misplacedTaxonomies.add(code);
    if (codes.length + misplaced.length === 0) this.withoutTaxonomy++;
    if (set.guide.kind !== null) this.kinds.add(set.guide.kind);
    const payer = subscriber === null ? '' : payerOf(subscriber);
    if (payer !== '') this.payers.add(payer);
  }
}

function isNpi(npi: string | null): npi is string {
  return npi !== null && /^\d{10}$/.test(npi) && hasCheckDigit(npi);
}

function codesOf(prv: Prv | null): string[] {
  const codes = new Set(prv === null ? [] : [prv.code, prv.second?.code ?? '']);
  return [...codes].filter((code) => code !== '');
}

/** `KENTUCKY MEDICAID (KYMEDICAID)` */
function payerOf({ payerName, payerId }: Subscriber): string {
  if (payerName === null) return payerId ?? '';
  return payerId === null ? payerName : `${payerName} (${payerId})`;
}
