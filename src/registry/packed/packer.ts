import type { Day } from '../../values/dates';
import { inBlocks, type Steps } from '../../values/steps';
import { codeText, numberAt, numberOf, writeCode, writeNumber } from './codes';
import { type Grouping, groupByNpi } from './grouping';
import { emptyPack, HOLDER, ROW, seal, sectionsOf, TERMS, UPKEEP } from './layout';
import { leadingZeroTwins } from './leading-zeros';
import { type Notes, notesBytes, openPack, type PackedRegistry } from './packed';
import { Texts } from './texts';
import { Tuples } from './tuples';

/** The checked and normalized cells of a row; '' and 0 if empty. */
export interface RowValues {
  /** Ten digits. */
  readonly npi: number;
  readonly medicaidId: string;
  readonly providerType: string;
  /** Separated by a blank. */
  readonly taxonomies: string;
  readonly from: Day;
  readonly to: Day;
  readonly name: string;
  /** 5 or 9 digits. */
  readonly zip: string;
  readonly taxId: string;
  readonly revalidation: Day;
  readonly license: Day;
  readonly applicationStatus: string;
  readonly applicationActivity: Day;
}

/** Collects distinct rows and packs them by NPI. */
export class Packer {
  private readonly texts = new Texts();
  private readonly terms = new Tuples(TERMS);
  private readonly upkeep = new Tuples(UPKEEP);
  /** The words of a packed holder, then its NPI, so that one lookup finds both. */
  private readonly holders = new Tuples(HOLDER + 2);
  private readonly rows = new Tuples(ROW);
  private zerosLead = false;

  get count(): number {
    return this.rows.count;
  }

  /** Returns whether the row is new. */
  add(row: RowValues): boolean {
    const { texts, terms, upkeep, holders, rows } = this;
    upkeep.next[0] = row.revalidation;
    upkeep.next[1] = row.license;
    upkeep.next[2] = texts.add(row.applicationStatus);
    upkeep.next[3] = row.applicationActivity;
    terms.next[0] = texts.add(row.providerType);
    terms.next[1] = texts.add(row.taxonomies);
    terms.next[2] = row.from;
    terms.next[3] = row.to;
    terms.next[4] = upkeep.add();
    holders.next[0] = texts.add(row.name);
    writeCode(row.taxId, texts, holders.next, 1);
    holders.next[3] = row.zip === '' ? 0 : numberOf(row.zip)!;
    writeNumber(row.npi, holders.next, HOLDER);
    writeCode(row.medicaidId, texts, rows.next, 0);
    rows.next[2] = terms.add();
    rows.next[3] = holders.add();
    if (row.medicaidId.startsWith('0')) this.zerosLead = true;
    const before = rows.count;
    return rows.add() === before;
  }

  /**
   * @param describe receives pairs of Medicaid IDs that differ only in leading zeros, earlier one first, and the NPIs,
   * each once
   */
  *pack(
    describe: (twins: Iterable<readonly [string, string]>, npis: Float64Array) => Steps<Notes>,
  ): Steps<PackedRegistry> {
    const { rows, terms, upkeep, holders } = this;
    const texts = this.texts.all();
    const grouping = yield* groupByNpi(yield* this.npis(), rows);
    const twins = this.zerosLead ? yield* leadingZeroTwins(this.medicaidIds(grouping)) : [];
    const notes = notesBytes(yield* describe(twins, grouping.npis));
    const bytes = emptyPack({
      npis: grouping.npis.length,
      rows: rows.count,
      terms: terms.count,
      upkeep: upkeep.count,
      holders: holders.count,
      texts: texts.length,
      notes: notes.length,
    });
    const sections = sectionsOf(bytes);
    sections.npis.set(grouping.npis);
    sections.starts.set(grouping.starts);
    yield* rows.copy(sections.rows, ROW, grouping.rows);
    sections.terms.set(terms.all());
    sections.upkeep.set(upkeep.all());
    yield* holders.copy(sections.holders, HOLDER);
    sections.texts.set(texts);
    sections.notes.set(notes);
    yield* seal(bytes);
    return openPack(bytes);
  }

  /** The NPI of each holder. */
  private *npis(): Steps<Float64Array> {
    const { holders } = this;
    const npis = new Float64Array(holders.count);
    yield* inBlocks(npis.length, (from, to) => {
      for (let i = from; i < to; i++)
        npis[i] = numberAt(holders.word(i, HOLDER), holders.word(i, HOLDER + 1));
    });
    return npis;
  }

  /** By NPI, in input order. */
  private *medicaidIds({ npis, starts, rows, ranks }: Grouping): Generator<string> {
    const texts = this.texts.all();
    const done = new Uint8Array(npis.length);
    for (const rank of ranks) {
      if (done[rank]) continue;
      done[rank] = 1;
      for (const row of rows.subarray(starts[rank], starts[rank + 1])) {
        yield codeText(texts, this.rows.word(row, 0), this.rows.word(row, 1));
      }
    }
  }
}
