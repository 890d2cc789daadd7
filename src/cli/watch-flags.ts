import { flags, standardsFlags } from './flags';

/** The flags of `prvcheck watch`. */
export const watchFlags = {
  ...standardsFlags,
  out: {
    kind: 'word',
    group: 'Folders:',
    describe: 'DIR: where findings go, NAME.findings.ndjson and NAME.row.json for each file (required)',
  },
  done: {
    kind: 'word',
    group: 'Folders:',
    describe:
      'DIR: where done, flagged and broken are, on the disk of the watched folder (default: that folder)',
  },
  settle: {
    kind: 'word',
    group: 'Watching:',
    describe: 'SECONDS for which size and time of a file must not change before it is taken (default 10)',
  },
  interval: {
    kind: 'word',
    group: 'Watching:',
    describe: 'SECONDS between two looks at the folder (default 2)',
  },
  once: {
    kind: 'switch',
    group: 'Watching:',
    describe: 'Do what has arrived, and end: 0 no error findings, 1 some, 2 something could not be done',
  },
  'hide-claim-ids': { ...flags['hide-claim-ids'], group: 'Output:' },
  'hide-key': { ...flags['hide-key'], group: 'Output:' },
  quiet: { ...flags.quiet, group: 'Output:' },
  log: { ...flags.log, group: 'Output:' },
  config: flags.config,
} as const;

export const watchUsage = `$0 watch FOLDER --out DIR --registry FILE

Checks claim files as they arrive in a folder, each once, and moves them to done, flagged or broken (cut off, no claims, or not to be read). Folders in it are not looked into.`;

export const watchHelp = `When a file is taken:
  - when it has not changed for --settle seconds and its last segment is IEA,
    or it is packed; 60 times as long without an IEA is long enough, too
  - at once when NAME.done lies beside it; that marker is then removed
  - at once when it was renamed from a temporary name: one that ends in .part,
    .filepart, .tmp, .partial or .crdownload, or begins with a dot. Files with
    such names are never taken, nor those that end in .done.

Several watchers, on several machines too, may share a folder. What a watcher
that was killed had in hand, another one does: at once on the same machine,
elsewhere after five minutes. A registry that changes is read again.
A file whose name another one had before is kept as NAME.1a2b3c4d.837.

Ctrl-C or SIGTERM: the file in hand is finished first; exit code 130 or 143.
A second one ends at once.

Examples:
  Watch an SFTP folder:
    prvcheck watch /sftp/claims --out /findings --registry registry.csv
  From cron:
    prvcheck watch /sftp/claims --out /findings --registry registry.csv --once`;
