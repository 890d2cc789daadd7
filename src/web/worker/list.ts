import { InputError } from '../../input/input-error';
import { isPacked } from '../../registry/packed/layout';
import { RegistryError } from '../../registry/registry';
import { thousands } from '../../values/numbers';
import type { RegistryReading } from '../protocol';
import { EditedList } from './list-edited';
import { FixedList } from './list-fixed';
import { emptyList, readToEdit } from './list-open';
import type { OpenList } from './open-list';
import { readRegistry } from './registry';

/** Each change reads the whole list again: a larger one would keep the user waiting. */
const MOST_ROWS = 100_000;

/** Opens a list, or begins one without a file; returns why it cannot be shown. */
export async function openList(file: File | null, reading: RegistryReading): Promise<OpenList | string> {
  try {
    if (file === null) return await EditedList.begin(emptyList(), 'enrollments.csv');
    if (isPacked(new Uint8Array(await file.slice(0, 64).arrayBuffer())))
      return await view(
        file,
        reading,
        'It is a compiled registry (.prvx): change the list that it was compiled from, and compile it again.',
      );
    const ready = await readToEdit(file, reading);
    if (ready.list.rows.length <= MOST_ROWS) return await EditedList.begin(ready, file.name);
    return await view(
      file,
      reading,
      `It has more than ${thousands(MOST_ROWS)} rows, and all of them are read again after each change. Change it in Excel.`,
    );
  } catch (error) {
    if (error instanceof RegistryError || error instanceof InputError) return error.message;
    throw error;
  }
}

async function view(file: File, reading: RegistryReading, why: string): Promise<OpenList> {
  return new FixedList(await readRegistry(file, reading), { file, reading }, why);
}
