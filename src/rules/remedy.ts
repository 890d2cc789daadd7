/** What a person changes, and where. */
export interface Remedy {
  /** What to do; is followed by the field. */
  readonly act: string;
  readonly at: RemedyField;
}

/** A field of a practice system, and its place in the 837. */
export interface RemedyField {
  readonly field: string;
  readonly place: string | null;
  /** The box of the paper form for professional claims. */
  readonly box?: string;
}

const taxonomy = 'billing provider taxonomy';

/** A code to enter. */
export const taxonomyCode: RemedyField = { field: taxonomy, place: 'loop 2000A PRV03', box: 'box 33b' };

/** A whole segment, which software writes. */
export const taxonomySegment: RemedyField = { field: taxonomy, place: 'loop 2000A PRV' };

export const billingNpi: RemedyField = { field: 'billing provider NPI', place: 'loop 2010AA NM109' };

export const portal: RemedyField = { field: 'enrollment in the partner portal', place: null };
