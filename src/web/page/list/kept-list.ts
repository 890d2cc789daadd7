import type { RegistryReading } from '../../protocol';

/** The only thing that the page ever stores: a list of enrollments and how to read it. */
export interface KeptList {
  readonly name: string;
  readonly bytes: ArrayBuffer;
  readonly reading: RegistryReading;
  /** The day, YYYY-MM-DD. */
  readonly keptOn: string;
}

const database = 'prvcheck';
const store = 'list';
const key = 'list';

/** The list that is kept in this browser; null if there is none. To look for it leaves no trace. */
export async function readKept(): Promise<KeptList | null> {
  const opening = indexedDB.open(database, 1);
  opening.onupgradeneeded = () => opening.transaction!.abort();
  const opened = await settled(opening).catch(() => null);
  if (opened === null) return null;
  return (await within(opened, 'readonly', (list) => list.get(key))) ?? null;
}

export async function keep(list: KeptList): Promise<void> {
  const opening = indexedDB.open(database, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(store);
  await within(await settled(opening), 'readwrite', (kept) => kept.put(list, key));
}

/** Removes the list, and the database with it. */
export async function forgetKept(): Promise<void> {
  await settled(indexedDB.deleteDatabase(database));
}

async function within<T>(
  opened: IDBDatabase,
  mode: IDBTransactionMode,
  work: (list: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  try {
    const transaction = opened.transaction(store, mode);
    const ended = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
    });
    const answer = await settled(work(transaction.objectStore(store)));
    await ended;
    return answer;
  } finally {
    // An open connection would hold up its removal.
    opened.close();
  }
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
