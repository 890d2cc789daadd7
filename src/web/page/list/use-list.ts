import { useEffect, useRef, useState } from 'preact/hooks';
import type { ListEdit, ListFind, ListPage, OpenedList, RegistryReading } from '../../protocol';
import type { Client } from '../client';

/** Which list to open, and what to show of it first. */
export interface ListWanted {
  /** null: an empty one. */
  readonly file: File | null;
  readonly reading: RegistryReading;
  readonly find: ListFind;
  /** Adds a row for this NPI if the list has none. */
  readonly npi?: string;
}

export const everything: ListFind = { text: '', among: 'all' };

/** The list in the worker, and the rows of it that are shown. */
export function useList(client: Client, wanted: ListWanted, fail: (error: unknown) => void) {
  /** A string: why it cannot be shown. */
  const [list, setList] = useState<OpenedList | string | null>(null);
  const [page, setPage] = useState<ListPage | null>(null);
  const [find, setFind] = useState(wanted.find);
  /** Whether it was changed, and what was done last. */
  const [isChanged, setChanged] = useState(false);
  const [said, say] = useState('');
  /** Whether a change is being read. */
  const [isBusy, setBusy] = useState(false);
  const looks = useRef(0);
  /** Changes without an answer. */
  const pending = useRef(0);

  const look = async (find: ListFind | null, page: number) => {
    const mine = ++looks.current;
    if (find !== null) setFind(find);
    const found = await client.ask({ name: 'look-in-list', look: { find, page } });
    if (looks.current === mine) setPage(found);
    return found;
  };

  const open = async (file: File | null, reading: RegistryReading, find: ListFind) => {
    const opened = await client.ask({ name: 'open-list', file, reading });
    setList(opened);
    return typeof opened === 'string' ? null : look(find, 0);
  };

  const change = async (edit: ListEdit) => {
    setChanged(true);
    setBusy(true);
    pending.current++;
    const changed = await client.ask({ name: 'edit-list', edit });
    // A later change may already be in its cell: it would be overwritten by what was there before.
    if (--pending.current > 0) return;
    setList(changed);
    setBusy(false);
    say(done[edit.kind]);
    const isAtEnd = edit.kind === 'add';
    const shown = await look(null, isAtEnd ? Number.MAX_SAFE_INTEGER : (page?.page ?? 0));
    const { added } = changed;
    if (added !== null && shown.rows.every(({ id }) => id !== added)) await look(null, shown.page + 1);
  };

  useEffect(() => {
    open(wanted.file, wanted.reading, wanted.find)
      .then((found) => {
        const { npi } = wanted;
        if (npi !== undefined && found?.found === 0) return change({ kind: 'add', npi });
      })
      .catch(fail);
  }, [wanted]);

  return {
    ...{ list, page, find, isChanged, isBusy, said },
    look: (find: ListFind | null, page = 0) => void look(find, page).catch(fail),
    edit: (edit: ListEdit) => void change(edit).catch(fail),
  };
}

const done: Readonly<Record<ListEdit['kind'], string>> = {
  cell: 'Changed.',
  delete: 'The row is deleted.',
  copy: 'A row is added below: fill in its Medicaid ID, provider type and taxonomy.',
  add: 'A row is added.',
  'fill-down': 'The NPIs are filled in.',
  'accept-npis': 'The NPIs are used as they are.',
  undo: 'The last change is undone.',
};
