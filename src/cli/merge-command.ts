import { mergeShards } from '../batch/merge';
import { batchInWords, writing } from './batch-end';
import { exitCodes } from './exit-code';
import type { RawValue } from './flags';
import { fileModeOf, word } from './settings';
import type { Talk } from './talk';
import { UsageError } from './usage-error';

/** `prvcheck merge`: answers with the exit code. */
export async function mergeCommand(
  folders: readonly string[],
  raw: Readonly<Partial<Record<string, RawValue>>>,
  talk: Talk,
): Promise<number> {
  const out = word(raw.out);
  if (folders.length === 0)
    throw new UsageError(`Nothing to merge: name the output folders of all shards. ${example}`);
  if (out === null) throw new UsageError(`Say where to put the merged output. ${example}`);
  const mode = fileModeOf(raw);
  const note = (text: string) => talk.note(text);
  const summary = await writing(out, () => mergeShards(folders, out, { mode, note }));
  talk.note(`wrote ${out}: ${batchInWords(summary)}`);
  return exitCodes.clean;
}

const example = 'For example: prvcheck merge out1 out2 out3 --out all';
