import { flags, standardsFlags } from '../../settings/flags';

/** The flags of `prvcheck fix`. */
export const fixFlags = {
  ...standardsFlags,
  assign: {
    kind: 'pairs',
    group: 'Which code:',
    describe: 'NPI=CODE: bill the claims of this NPI under this taxonomy code; repeatable',
  },
  assignments: {
    kind: 'word',
    group: 'Which code:',
    describe:
      'FILE: the same as a CSV: the columns npi and taxonomy, and where wanted kind, zip, payer, file, billing_loop',
  },
  bills: {
    kind: 'pairs',
    group: 'Which code:',
    describe:
      'KIND=TYPE,TYPE: the provider types that bill this kind of claim, as professional=64,78; repeatable',
  },
  out: {
    kind: 'word',
    group: 'Output:',
    describe: 'DIR: where the corrected copies go, and changes.ndjson, a log of each change',
  },
  'dry-run': { kind: 'switch', group: 'Output:', describe: 'Write no copy: show what would be changed' },
  stdout: { kind: 'switch', group: 'Output:', describe: 'Write the corrected copy of one file to stdout' },
  changes: {
    kind: 'word',
    group: 'Output:',
    describe:
      'FILE: where the log of changes goes, in place of changes.ndjson in DIR; .csv for a spreadsheet',
  },
  'file-mode': { ...flags['file-mode'], group: 'Output:' },
  quiet: { ...flags.quiet, group: 'Output:' },
  config: flags.config,
} as const;

export const fixUsage = `$0 fix PATHS... --registry FILE --out DIR

Writes copies of claim files in which the billing provider taxonomy (PRV) stands where it should: put in where it is missing and only one code can be meant, moved or written anew where it is misplaced or malformed. Nothing else is changed but the segment count (SE01), and nothing is guessed: a billing loop whose code is not certain is left as it is, and you are told which codes it could be.`;

export const fixHelp = `A code is certain when it stands in the wrong place or with a wrong qualifier in
the billing loop already, when you assign it, or when one enrollment is left by
the NPI, the dates of all claims of the loop, the ZIP and the provider types.

Exit code: 0 when no claim of the corrected files has an error, 1 when some do,
2 when a file could not be read or written.

The copies hold what the claims hold, patients' names too: only you can read
them, on Windows those who may read their folder. The log of changes holds no
patient's name.

Examples:
  See what would be changed, and why:
    prvcheck fix claims --registry registry.csv --dry-run
  Write corrected copies:
    prvcheck fix claims --registry registry.csv --out corrected
  Say which code where the registry cannot tell:
    prvcheck fix a.837 --registry registry.csv --out corrected \\
      --assign 1234567893=207Q00000X
  The choices made on the page, and a list of the changes for a spreadsheet:
    prvcheck fix claims --registry registry.csv --out corrected \\
      --assignments prvcheck-choices.csv --changes changes.csv`;
