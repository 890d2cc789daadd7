import type { ClaimKind } from '../finding';
import { cellValue } from '../registry/cell-value';
import { isTaxonomy } from '../rules/taxonomy';
import { hasCheckDigit } from '../values/npi';
import { messageOf } from '../values/visible';
import type { Assignment, Conditions } from './assignments';
import { plainLoopName } from './repair';

export const claimKinds: readonly ClaimKind[] = ['professional', 'institutional', 'dental'];

const headers = {
  npi: ['npi', 'billingnpi', 'billingprovidernpi'],
  taxonomy: ['taxonomy', 'code', 'taxonomycode'],
  zip: ['zip', 'zipcode', 'billingzip'],
  payer: ['payer', 'payerid'],
  kind: ['kind', 'claimkind', 'claimtype'],
  file: ['file', 'filename'],
  billingLoop: ['billingloop'],
} as const;

type Column = keyof typeof headers;

/** The assignments are invalid; the message says why, for users. */
export class AssignmentError extends Error {
  override readonly name = 'AssignmentError';

  constructor(message: string) {
    super(messageOf(message));
  }
}

/** Whether the registry has the NPI. */
export type IsRegistered = (npi: string) => boolean;

/** Reads the rows of a table of assignments, header first. */
export class AssignmentReader {
  private columns: Partial<Record<Column, number>> | null = null;
  private readonly lines = new Map<string, { readonly line: number; readonly taxonomy: string }>();
  private readonly assignments: Assignment[] = [];

  constructor(private readonly isRegistered: IsRegistered) {}

  /** @throws AssignmentError if the header lacks npi or taxonomy, or if the row is invalid */
  row(cells: readonly string[], line: number): void {
    if (this.columns === null) this.columns = columnsOf(cells);
    else this.add(cells.map(cellValue), line, this.columns);
  }

  finish(): readonly Assignment[] {
    return this.assignments;
  }

  private add(cells: readonly string[], line: number, columns: Partial<Record<Column, number>>): void {
    const cell = (column: Column) => cells[columns[column] ?? -1] || null;
    const assignment = assignmentOf(
      cell('npi') ?? '',
      cell('taxonomy') ?? '',
      {
        kind: cell('kind'),
        zip: cell('zip'),
        payer: cell('payer'),
        file: cell('file'),
        billingLoop: cell('billingLoop'),
      },
      this.isRegistered,
      `line ${line}: `,
    );
    const { taxonomy, npi, kind, zip, payer, file, billingLoop } = assignment;
    const key = JSON.stringify([npi, kind, zip, payer, file, billingLoop]);
    const other = this.lines.get(key);
    if (other !== undefined && other.taxonomy !== taxonomy)
      throw new AssignmentError(`lines ${other.line} and ${line} assign two codes to the same claims.`);
    if (other === undefined) this.assignments.push(assignment);
    this.lines.set(key, { line, taxonomy });
  }
}

function columnsOf(cells: readonly string[]): Partial<Record<Column, number>> {
  const names = cells.map((cell) =>
    cellValue(cell)
      .toLowerCase()
      .replace(/[^a-z0-9]/g, ''),
  );
  const columns: Partial<Record<Column, number>> = {};
  for (const column of Object.keys(headers) as Column[]) {
    const at = names.findIndex((name) => (headers[column] as readonly string[]).includes(name));
    if (at !== -1) columns[column] = at;
  }
  if (columns.npi === undefined || columns.taxonomy === undefined)
    throw new AssignmentError(
      'its first line must name the columns npi and taxonomy, and where wanted kind, zip, payer, file and billing_loop.',
    );
  return columns;
}

/**
 * Reads one assignment from texts. An NPI with a wrong check digit is rejected as mistyped, unless it is registered.
 * @param where the beginning of the error message
 * @throws AssignmentError if a value is invalid
 */
export function assignmentOf(
  npi: string,
  taxonomy: string,
  { kind, zip, payer, file, billingLoop }: { readonly [name in keyof Conditions]: string | null },
  isRegistered: IsRegistered,
  where = '',
): Assignment {
  const fail = (what: string) => {
    throw new AssignmentError(`${where}${what}`);
  };
  if (!/^\d{10}$/.test(npi) || !(hasCheckDigit(npi) || isRegistered(npi)))
    fail(`"${npi.slice(0, 20)}" is no NPI.`);
  if (!isTaxonomy(taxonomy))
    fail(`"${taxonomy.slice(0, 20)}" is no taxonomy code: ten capital letters or digits.`);
  const digits = zip?.replace(/[ -]/g, '') ?? null;
  if (digits !== null && !/^(\d{5}|\d{9})$/.test(digits))
    fail(`"${zip!.slice(0, 20)}" is no ZIP of 5 or 9 digits.`);
  const known = claimKinds.find((one) => one === kind?.toLowerCase()) ?? null;
  if (kind !== null && known === null)
    fail(`"${kind.slice(0, 20)}" is no kind of claim: professional, institutional or dental.`);
  const loop = billingLoop && plainLoopName(billingLoop);
  return { npi, taxonomy, kind: known, zip: digits, payer, file, billingLoop: loop };
}
