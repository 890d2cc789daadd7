import { useState } from 'preact/hooks';
import type { ListFormat } from '../../protocol';
import type { Client } from '../client';
import { download } from '../download';

interface SaveListProps {
  readonly client: Client;
  /** The name of its file. */
  readonly name: string;
  readonly saved: () => void;
}

/** Saves the open list, as a CSV or a workbook. */
export function SaveList({ client, name, saved }: SaveListProps) {
  const [fault, setFault] = useState('');
  const save = (format: ListFormat) => async () => {
    try {
      download(await client.ask({ name: 'save-list', format }), `${withoutEnding(name)}.${format}`);
      saved();
    } catch (error) {
      setFault(`That failed: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  return (
    <>
      <button type="button" onClick={save('xlsx')}>
        Save as a workbook
      </button>
      <button type="button" onClick={save('csv')}>
        Save as CSV
      </button>
      {fault !== '' && <span role="alert">{fault}</span>}
    </>
  );
}

/** `list.xlsx` is `list`. */
function withoutEnding(name: string): string {
  return name.replace(/\.\w+$/, '');
}
