import type { ProviderNumbers, RankedNumber } from '../answers/provider-numbers';
import type { BillingProvider, BillingProviders } from './billing-providers';

/** An NPI of the list to begin, with what claims and answers of payers say of it. */
export interface ListedNpi {
  readonly npi: string;
  /** '' if it is not known. */
  readonly name: string;
  /** null: no claim bills under it. */
  readonly billing: BillingProvider | null;
  /** The numbers that payers have for it: each with all payers that have it. */
  readonly numbers: ReadonlyMap<string, readonly RankedNumber[]>;
}

/** The billing NPIs of claims, those with the highest charges first; then others for which a payer has a number. */
export function listedNpis(providers: BillingProviders, numbers: ProviderNumbers): ListedNpi[] {
  const billing = new Map(providers.sorted().map((provider) => [provider.npi, provider]));
  const numbered = new Map<string, Map<string, RankedNumber[]>>();
  for (const ranked of numbers.ranked()) {
    if (ranked.npi === '') continue;
    const ofNpi = entryOf(numbered, ranked.npi, () => new Map<string, RankedNumber[]>());
    entryOf(ofNpi, ranked.number, () => []).push(ranked);
  }
  return [...new Set([...billing.keys(), ...numbered.keys()])].map((npi) => {
    const provider = billing.get(npi) ?? null;
    const ofNpi = numbered.get(npi) ?? new Map<string, RankedNumber[]>();
    const names = [provider?.name, ...[...ofNpi.values()].flat().map(({ name }) => name)];
    return { npi, name: names.find(Boolean) ?? '', billing: provider, numbers: ofNpi };
  });
}

function entryOf<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}
