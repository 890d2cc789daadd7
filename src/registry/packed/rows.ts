import { isoDay } from '../../values/dates';
import type { Enrollment, JudgedEnrollment } from '../registry';
import { codeText } from './codes';
import { HOLDER, ROW, type Sections, TERMS, UPKEEP } from './layout';
import { textAt } from './texts';

/** What many rows have in common: `terms` and `upkeep` of the layout, as far as verdicts read them. */
type SharedTerms = Omit<JudgedEnrollment, 'npi' | 'medicaidId' | 'zip'> & { readonly at: number };

/** How many terms to keep unpacked: a registry has few, but nothing bounds their number. */
const KEPT = 1024;

/** Reads the rows of a packed registry. */
export class PackedRows {
  private readonly terms = new Array<SharedTerms | undefined>(KEPT);

  constructor(private readonly sections: Sections) {}

  /** The rows of the NPI at an index, as verdicts read them. */
  judged(at: number, npi: string): readonly JudgedEnrollment[] {
    const { starts } = this.sections;
    const rows: PackedRow[] = [];
    for (let row = starts[at]!; row < starts[at + 1]!; row++) rows.push(this.row(row, npi));
    return rows;
  }

  /** The same, whole and frozen. */
  whole(at: number, npi: string): readonly Enrollment[] {
    const { starts } = this.sections;
    const rows: Enrollment[] = [];
    for (let row = starts[at]!; row < starts[at + 1]!; row++) rows.push(this.enrollment(row, npi));
    return Object.freeze(rows);
  }

  private row(row: number, npi: string): PackedRow {
    return new PackedRow(this.sections, row * ROW, this.termsAt(this.sections.rows[row * ROW + 2]!), npi);
  }

  private enrollment(number: number, npi: string): Enrollment {
    const { rows, terms, upkeep, holders, texts } = this.sections;
    const row = this.row(number, npi);
    const kept = terms[rows[number * ROW + 2]! * TERMS + 4]! * UPKEEP;
    const holder = rows[number * ROW + 3]! * HOLDER;
    return Object.freeze({
      npi,
      medicaidId: row.medicaidId,
      providerType: row.providerType,
      taxonomies: row.taxonomies,
      from: row.from,
      to: row.to,
      name: textAt(texts, holders[holder]!) || null,
      zip: row.zip,
      taxId: codeText(texts, holders[holder + 1]!, holders[holder + 2]!) || null,
      revalidationDate: row.revalidationDate,
      licenseExpiration: row.licenseExpiration,
      applicationStatus: textAt(texts, upkeep[kept + 2]!) || null,
      applicationActivityDate: isoDay(upkeep[kept + 3]!),
    });
  }

  private termsAt(at: number): SharedTerms {
    const known = this.terms[at % KEPT];
    if (known?.at === at) return known;
    const { terms, upkeep, texts } = this.sections;
    const term = at * TERMS;
    const kept = terms[term + 4]! * UPKEEP;
    const taxonomies = textAt(texts, terms[term + 1]!);
    const read = {
      at,
      providerType: textAt(texts, terms[term]!),
      // Frozen, because findings hand it out.
      taxonomies: Object.freeze(taxonomies === '' ? [] : taxonomies.split(' ')),
      from: isoDay(terms[term + 2]!),
      to: isoDay(terms[term + 3]!),
      revalidationDate: isoDay(upkeep[kept]!),
      licenseExpiration: isoDay(upkeep[kept + 1]!),
    };
    this.terms[at % KEPT] = read;
    return read;
  }
}

/** A row as verdicts read it. Its own texts are made on access: most verdicts need none of them. */
class PackedRow implements JudgedEnrollment {
  readonly providerType: string;
  readonly taxonomies: readonly string[];
  readonly from: string | null;
  readonly to: string | null;
  readonly revalidationDate: string | null;
  readonly licenseExpiration: string | null;
  private id: string | null = null;
  private code: string | null | undefined = undefined;

  /** @param at of its words */
  constructor(
    private readonly sections: Sections,
    private readonly at: number,
    terms: SharedTerms,
    readonly npi: string,
  ) {
    this.providerType = terms.providerType;
    this.taxonomies = terms.taxonomies;
    this.from = terms.from;
    this.to = terms.to;
    this.revalidationDate = terms.revalidationDate;
    this.licenseExpiration = terms.licenseExpiration;
  }

  get medicaidId(): string {
    const { texts, rows } = this.sections;
    this.id ??= codeText(texts, rows[this.at]!, rows[this.at + 1]!);
    return this.id;
  }

  get zip(): string | null {
    if (this.code === undefined) {
      const { rows, holders } = this.sections;
      const zip = holders[rows[this.at + 3]! * HOLDER + 3]!;
      this.code = zip === 0 ? null : String(zip).slice(1);
    }
    return this.code;
  }
}
