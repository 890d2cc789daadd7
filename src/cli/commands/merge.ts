import { mergeShards } from '../../batch/merge';
import type { Command } from '../command';
import { exitCodes } from '../exit-code';
import { batchInWords, writing } from '../output/batch-end';
import { flags } from '../settings/flags';
import { fileModeOf, word } from '../settings/values';
import { UsageError } from '../usage-error';

/** `prvcheck merge`. */
export const merge: Command = {
  usage: `$0 merge OUT... --out DIR

Puts the outputs of all shards of a run (check --out DIR --shard I/N) together: the same files, byte for byte, as one run without --shard would have written.`,
  positionals: { outputs: 'The output folders of the shards' },
  flags: {
    out: { ...flags.out, group: 'Output:', describe: 'DIR: where to put the merged output (required)' },
    'file-mode': { ...flags['file-mode'], group: 'Output:' },
    quiet: { ...flags.quiet, group: 'Output:' },
  },

  async run({ words: folders, raw, log }) {
    const out = word(raw.out);
    if (folders.length === 0)
      throw new UsageError(`Nothing to merge: name the output folders of all shards. ${example}`);
    if (out === null) throw new UsageError(`Say where to put the merged output. ${example}`);
    const mode = fileModeOf(raw);
    const note = (text: string) => log.note(text);
    const summary = await writing(out, () => mergeShards(folders, out, { mode, note }));
    log.note(`wrote ${out}: ${batchInWords(summary)}`);
    return exitCodes.clean;
  },
};

const example = 'For example: prvcheck merge out1 out2 out3 --out all';
