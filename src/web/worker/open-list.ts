import type { PackedRegistry } from '../../registry/packed/packed';
import type { ListEdit, ListFormat, ListLook, ListPage, OpenedList } from '../protocol';

/** The list that the user sees, searches and mostly edits. */
export interface OpenList {
  /** What checks use; null if the list cannot be used as it is. */
  readonly registry: PackedRegistry | null;
  state(): OpenedList;
  edit(edit: ListEdit): Promise<void>;
  look(look: ListLook): Promise<ListPage>;
  save(format: ListFormat): Promise<Blob>;
}
