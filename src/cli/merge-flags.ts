import { flags } from './flags';

/** The flags of `prvcheck merge`. */
export const mergeFlags = {
  out: { ...flags.out, group: 'Output:', describe: 'DIR: where to put the merged output (required)' },
  'file-mode': { ...flags['file-mode'], group: 'Output:' },
  quiet: { ...flags.quiet, group: 'Output:' },
};

export const mergeUsage = `$0 merge OUT... --out DIR

Puts the outputs of all shards of a run (check --out DIR --shard I/N) together: the same files, byte for byte, as one run without --shard would have written.`;
