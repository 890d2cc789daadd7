import type { Day } from '../dates';
import { codeText, numberOf, packCode } from './codes';
import { type Grouping, groupByNpi } from './grouping';
import { emptyPack, HOLDER, ROW, seal, sectionsOf, TERMS } from './layout';
import { leadingZeroTwins } from './leading-zeros';
import { type Notes, notesBytes, openPack, type PackedRegistry } from './packed';
import { Texts } from './texts';
import { Tuples } from './tuples';

/** The cells of a row, checked and each in one form; '' and 0 where there is nothing. */
export interface RowValues {
  readonly npi: string;
  readonly medicaidId: string;
  readonly providerType: string;
  /** With a blank between two. */
  readonly taxonomies: string;
  readonly from: Day;
  readonly to: Day;
  readonly name: string;
  /** 5 or 9 digits. */
  readonly zip: string;
  readonly taxId: string;
  readonly revalidation: Day;
  readonly license: Day;
}

/** Gathers rows, each different one once, and packs them by NPI. */
export class Packer {
  private readonly texts = new Texts();
  private readonly npis = new Tuples(2);
  private readonly terms = new Tuples(TERMS);
  private readonly holders = new Tuples(HOLDER);
  /** The number of the NPI, then what a packed row holds. */
  private readonly rows = new Tuples(1 + ROW);
  private zerosLead = false;

  get count(): number {
    return this.rows.count;
  }

  /** Whether the row is a new one. */
  add(row: RowValues): boolean {
    const { texts, rows } = this;
    const { from, to, revalidation, license } = row;
    const [type, taxonomies] = [texts.add(row.providerType), texts.add(row.taxonomies)];
    const terms = this.terms.add([type, taxonomies, from, to, revalidation, license]);
    const [taxHigh, taxLow] = packCode(row.taxId, texts);
    const zip = row.zip === '' ? 0 : numberOf(row.zip)!;
    const holder = this.holders.add([texts.add(row.name), taxHigh, taxLow, zip]);
    const npi = this.npis.add(packCode(row.npi, texts));
    const [high, low] = packCode(row.medicaidId, texts);
    if (row.medicaidId.startsWith('0')) this.zerosLead = true;
    const before = rows.count;
    return rows.add([npi, high, low, terms, holder]) === before;
  }

  /** @param describe is given Medicaid IDs that differ from an earlier one by leading zeros alone, after that one */
  pack(describe: (twins: Iterable<readonly [string, string]>) => Notes): PackedRegistry {
    const grouping = groupByNpi(this.npis, this.rows);
    const twins = this.zerosLead ? leadingZeroTwins(this.medicaidIds(grouping)) : [];
    const notes = notesBytes(describe(twins));
    const [texts, terms, holders] = [this.texts.all(), this.terms, this.holders];
    const bytes = emptyPack({
      npis: this.npis.count,
      rows: this.rows.count,
      terms: terms.count,
      holders: holders.count,
      texts: texts.length,
      notes: notes.length,
    });
    const sections = sectionsOf(bytes);
    sections.npis.set(grouping.npis);
    sections.starts.set(grouping.starts);
    for (const [place, row] of grouping.rows.entries()) {
      for (let i = 0; i < ROW; i++) sections.rows[place * ROW + i] = this.rows.word(row, 1 + i);
    }
    sections.terms.set(terms.all());
    sections.holders.set(holders.all());
    sections.texts.set(texts);
    sections.notes.set(notes);
    seal(bytes);
    return openPack(bytes);
  }

  /** NPI by NPI, in the order in which they came. */
  private *medicaidIds({ starts, rows, ranks }: Grouping): Generator<string> {
    const texts = this.texts.all();
    for (const rank of ranks) {
      for (const row of rows.subarray(starts[rank], starts[rank + 1])) {
        yield codeText(texts, this.rows.word(row, 1), this.rows.word(row, 2));
      }
    }
  }
}
