import type { ClaimKind, ProviderInfo } from '../finding';

/** What a person changes, and where. */
export interface Remedy {
  /** What to do; is followed by the field. */
  readonly act: string;
  readonly at: RemedyField;
  /** What to look at in the practice system, by kind of claim. */
  readonly advice?: Readonly<Partial<Record<ClaimKind, string>>>;
}

/** A field of a practice system, and its place in the 837. */
export interface RemedyField {
  readonly field: string;
  readonly place: string | null;
  /** Its place on the paper form, by kind of claim (DOMAIN.md §3); absent where that is not known. */
  readonly forms?: Readonly<Partial<Record<ClaimKind, string>>>;
}

/** The order in which they are named. */
export const claimKinds = ['professional', 'institutional', 'dental'] as const satisfies readonly ClaimKind[];

const taxonomy = 'billing provider taxonomy';
const taxonomyForms = {
  professional: 'CMS-1500 box 33b with qualifier ZZ',
  institutional: 'UB-04 field 81CC with qualifier B3',
};

/** A code to enter. */
export const taxonomyCode: RemedyField = { field: taxonomy, place: 'loop 2000A PRV03', forms: taxonomyForms };

/** A whole segment, which software writes. */
export const taxonomySegment: RemedyField = {
  field: taxonomy,
  place: 'loop 2000A PRV',
  forms: taxonomyForms,
};

/** Of the rendering and the attending provider (DOMAIN.md §3). */
export const providerTaxonomy: Readonly<Record<ProviderInfo['role'], RemedyField>> = {
  rendering: {
    field: 'rendering provider taxonomy',
    place: 'loop 2310B or 2420A PRV03',
    forms: { professional: 'CMS-1500 shaded 24J with qualifier ZZ in 24I' },
  },
  attending: {
    field: 'attending provider taxonomy',
    place: 'loop 2310A PRV03',
    forms: { institutional: 'UB-04 beside field 76' },
  },
};

/** The field to change for a finding: of the provider that it is about, or that of the rule. */
export function fieldOf({ at }: Remedy, role: ProviderInfo['role'] | undefined): RemedyField {
  return role === undefined ? at : providerTaxonomy[role];
}

export const billingNpi: RemedyField = { field: 'billing provider NPI', place: 'loop 2010AA NM109' };

export const portal: RemedyField = { field: 'enrollment in the partner portal', place: null };

/**
 * Where the field is on the forms for these kinds of claims, and in the 837:
 * `CMS-1500 box 33b with qualifier ZZ; loop 2000A PRV03`. null if it is not in a claim.
 */
export function placeOfField(
  { place, forms }: RemedyField,
  kinds: readonly (ClaimKind | null)[],
): string | null {
  if (place === null) return null;
  const known = claimKinds.filter((kind) => kinds.includes(kind));
  const boxes = known.flatMap((kind) => {
    const box = forms?.[kind];
    if (box === undefined) return [];
    return known.length === 1 ? box : `${box} (${kind} claims)`;
  });
  return [...boxes, place].join('; ');
}
