import type { PackedRegistry } from '../../registry/packed/packed';
import type { Enrollment } from '../../registry/registry';
import { today } from '../clock';
import type { ListAudit, ListedRow, ListLook, ListPage, OpenedList, RegistryReading } from '../protocol';
import { findRows, pageOf, type SearchedRow } from './list-find';
import type { OpenList } from './open-list';
import type { RegistryRead } from './registry';

/** More are looked for, not paged through. */
const ROWS_KEPT = 1000;

const columns = [
  { name: 'NPI', field: 'npi', of: (row) => row.npi },
  { name: 'Medicaid ID', field: 'medicaid_id', of: (row) => row.medicaidId },
  { name: 'Provider type', field: 'provider_type', of: (row) => row.providerType },
  { name: 'Taxonomy', field: 'taxonomy', of: (row) => row.taxonomies.join(' ') },
  { name: 'Effective date', field: 'effective_date', of: (row) => row.from },
  { name: 'End date', field: 'end_date', of: (row) => row.to },
  { name: 'Name', field: 'name', of: (row) => row.name },
  { name: 'ZIP', field: 'zip', of: (row) => row.zip },
] as const satisfies readonly { name: string; field: string; of: (row: Enrollment) => string | null }[];

/** A list that is seen and searched only. */
export class FixedList implements OpenList {
  private found = 0;
  private kept: readonly ListedRow[] = [];
  readonly registry: PackedRegistry | null;

  /** @param whyFixed why it cannot be changed */
  constructor(
    private readonly read: RegistryRead,
    private readonly given: { readonly file: File; readonly reading: RegistryReading },
    private readonly whyFixed: string,
  ) {
    this.registry = read.registry;
  }

  state(): OpenedList {
    const { read, given, whyFixed } = this;
    return {
      columns: columns.map(({ name, field }) => ({ name, field })),
      rows: this.registry?.rows ?? 0,
      faults: 0,
      answer: read.answer,
      audit: auditOf(read),
      ...given,
      added: null,
      canUndo: false,
      whyFixed,
    };
  }

  async edit(): Promise<void> {
    throw new Error('this list cannot be changed');
  }

  async look({ find, page }: ListLook): Promise<ListPage> {
    const { registry } = this;
    if (find !== null && registry !== null) {
      const kept: ListedRow[] = [];
      this.found = 0;
      for await (const row of findRows(rowsOf(registry), find, registry, today()))
        if (this.found++ < ROWS_KEPT) kept.push(row);
      this.kept = kept;
    }
    return pageOf(this.kept, this.found, page, (rows) => rows);
  }

  async save(): Promise<Blob> {
    return this.given.file;
  }
}

function auditOf({ answer }: RegistryRead): ListAudit | null {
  return answer.kind === 'ready' ? answer.audit : null;
}

function* rowsOf(registry: PackedRegistry): Generator<SearchedRow> {
  let id = 0;
  for (const npi of registry.listNpis())
    for (const row of registry.enrollments(npi))
      yield { id: id++, line: null, npi, cells: columns.map(({ of }) => of(row) ?? ''), fault: null };
}
