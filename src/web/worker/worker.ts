import { readTaxonomyCodes } from '../../input/taxonomy-codes';
import type { PackedRegistry } from '../../registry/packed/packed';
import { csvMark, csvRow } from '../../report/csv';
import { readSegments } from '../../report/read-segments';
import { tableAsWorkbook } from '../../report/table';
import { completePolicy } from '../../rules/validate-policy';
import type { Answers, Progress, Reply, Request, Task } from '../protocol';
import { answerChecked, type Checked, checkDropped, exportChecked } from './check';
import { explainAnswers } from './compare';
import { correctChecked } from './correct';
import { openList } from './list';
import type { OpenList } from './open-list';
import { readBlob } from './read-blob';
import { readRegistry } from './registry';
import { loadXlsxWriter, rowFormats, xlsxType } from './row-formats';
import { startList } from './start';

/** Does the page's work, one task at a time. Files are read when needed, not kept in memory. */

let registry: PackedRegistry | null = null;
let list: OpenList | null = null;
let checked: Checked | null = null;
let stop = new AbortController();
let queue: Promise<void> = Promise.resolve();

self.onmessage = ({ data: { id, task } }: MessageEvent<Request>) => {
  if (task === 'stop') return stop.abort();
  queue = queue.then(() => answer(id, task));
};

async function answer(id: number, task: Task): Promise<void> {
  stop = new AbortController();
  const { signal } = stop;
  try {
    reply({ id, answer: await work(task, signal, (progress) => reply({ id, progress })) });
  } catch (error) {
    if (signal.aborted) reply({ id, answer: null });
    else reply({ id, fault: error instanceof Error ? error.message : String(error) });
  }
}

async function work(
  task: Task,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
): Promise<Answers[keyof Answers]> {
  switch (task.name) {
    case 'registry': {
      const read = await readRegistry(task.file, task.reading);
      registry = read.registry;
      return read.answer;
    }
    case 'start':
      return startList(task.files, signal, onProgress);
    case 'answers':
      return explainAnswers(task.files, signal);
    case 'open-list': {
      const opened = await openList(task.file, task.reading);
      if (typeof opened === 'string') return opened;
      list = opened;
      return opened.state();
    }
    case 'edit-list': {
      const changed = inHand(list);
      await changed.edit(task.edit);
      registry = changed.registry;
      return changed.state();
    }
    case 'look-in-list':
      return inHand(list).look(task.look);
    case 'save-list':
      return inHand(list).save(task.format);
    case 'check': {
      if (registry === null) throw new Error('there is no registry');
      const { nucc } = task;
      const taxonomyCodes =
        nucc && (await readTaxonomyCodes(readBlob(nucc, nucc.name), nucc.name, rowFormats.makeParser));
      const policy = completePolicy({ ...task.policy, taxonomyCodes });
      const { inputs, standards, ...shown } = await checkDropped(task, registry, policy, signal, onProgress);
      checked = { inputs, standards, skipped: shown.skipped };
      return shown;
    }
    case 'export':
      if (checked === null) throw new Error('nothing was checked');
      return exportChecked(checked, task.format, signal, onProgress);
    case 'answer':
      if (checked === null) throw new Error('nothing was checked');
      return answerChecked(checked, signal, onProgress);
    case 'correct':
      if (checked === null) throw new Error('nothing was checked');
      return correctChecked(checked, task.assignments, task.saveOn, signal, onProgress);
    case 'table': {
      const { format, title, table } = task;
      if (format === 'csv') return new Blob([csvMark + table.map(csvRow).join('')], { type: 'text/csv' });
      const workbook = await tableAsWorkbook(table, 0, loadXlsxWriter, title);
      return new Blob([workbook as Uint8Array<ArrayBuffer>], { type: xlsxType });
    }
    case 'excerpts':
      return readSegments(checked?.inputs ?? [], task.places);
  }
}

function inHand(list: OpenList | null): OpenList {
  if (list === null) throw new Error('no list is open');
  return list;
}

function reply(message: Reply): void {
  self.postMessage(message);
}
