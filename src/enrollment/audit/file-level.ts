import { leadingZeroTwin } from '../../registry/packed/leading-zeros';
import type { KindText, Remark, Subject } from './question';

const kinds = {
  'revalidation-column-doubtful': {
    severity: 'warning',
    title: 'See whether the registry has the day of the last revalidation',
    hint: 'Most revalidation days lie in the past. If the column says when a provider was last revalidated, and not when it is due, name it as last_revalidation_date (for a compiled registry when you compile it). Then five years are added.',
  },
  'medicaid-id-zeros-file': {
    severity: 'warning',
    title: 'Write each Medicaid ID one way throughout the file',
    hint: 'Medicaid IDs of different NPIs differ by leading zeros alone: a spreadsheet may have dropped them. Look both up in the portal.',
  },
} satisfies Record<string, KindText>;

/** A remark on the file, with the NPI that led to it. */
type FileRemark = Remark<keyof typeof kinds> & { readonly npi: string | null };

/** An audit of the whole file: it is given the NPIs one by one. */
export interface FileQuestion {
  see(subject: Subject): void;
  answer(): Iterable<FileRemark>;
}

function ask(): readonly FileQuestion[] {
  return [doubtfulRevalidation(), twins()];
}

export const wholeFile = { kinds, ask };

function doubtfulRevalidation(): FileQuestion {
  let dated = 0;
  let past = 0;
  return {
    see({ current, asOf }) {
      for (const { revalidationDate } of current) {
        if (revalidationDate === null) continue;
        dated += 1;
        if (revalidationDate < asOf) past += 1;
      }
    },
    *answer() {
      if (past * 2 <= dated) return;
      const message = `${past} of ${dated} rows with a revalidation day are past due.`;
      yield { kind: 'revalidation-column-doubtful', npi: null, medicaidIds: [], message };
    },
  };
}

/** Pairs within one NPI are reported for that NPI. */
function twins(): FileQuestion {
  const twinOf = leadingZeroTwin();
  /** The NPI at which each pair was found. */
  const pairs = new Map<string, { readonly npi: string; readonly medicaidIds: readonly string[] }>();
  return {
    see({ npi, rows }) {
      let own: ReadonlySet<string> | null = null;
      for (const { medicaidId } of rows) {
        const twin = twinOf(medicaidId);
        if (twin === null) continue;
        own ??= new Set(rows.map((row) => row.medicaidId));
        if (own.has(twin)) continue;
        const medicaidIds = [medicaidId, twin];
        if (!pairs.has(medicaidIds.join(' '))) pairs.set(medicaidIds.join(' '), { npi, medicaidIds });
      }
    },
    *answer() {
      const message = 'They differ by leading zeros alone; the second is that of another NPI.';
      for (const pair of pairs.values()) yield { kind: 'medicaid-id-zeros-file', ...pair, message };
    },
  };
}
