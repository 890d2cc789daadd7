/** How a flag's value is given: one word, yes or no, several words, or several NAME=VALUE. */
export type Kind = 'word' | 'switch' | 'words' | 'pairs';

export interface Flag {
  readonly kind: Kind;
  /** A one-letter alias. */
  readonly short?: string;
  readonly group: string;
  readonly describe: string;
}

/** The flags of `check`; all but `config` are also the keys of a config file. */
export const flags = {
  registry: {
    kind: 'word',
    group: 'Registry:',
    describe:
      'FILE: the provider registry, an Excel workbook or a CSV with a row for each NPI and Medicaid ID, or compiled (required)',
  },
  columns: {
    kind: 'pairs',
    group: 'Registry:',
    describe:
      'FIELD="Header": the name of a column in your registry, or #1, #2 ... where it has no header; repeatable',
  },
  sheet: {
    kind: 'word',
    group: 'Registry:',
    describe: 'NAME: the sheet of a workbook, if several could be the registry',
  },
  'fill-down': {
    kind: 'switch',
    group: 'Registry:',
    describe: 'Take the NPI of the row above where the cell is blank, as merged cells look in a CSV',
  },
  'skip-bad-rows': {
    kind: 'switch',
    group: 'Registry:',
    describe: 'Leave out registry rows that cannot be read, and count them',
  },
  'accept-invalid-npis': {
    kind: 'switch',
    group: 'Registry:',
    describe: 'Use a registry although most of its NPIs fail their check digit',
  },
  require: {
    kind: 'word',
    group: 'Rules:',
    describe: 'When a taxonomy is required: either (default), both, ids, types, always',
  },
  match: {
    kind: 'switch',
    group: 'Rules:',
    describe: 'A taxonomy that the registry does not list for the NPI is an error, not a warning',
  },
  rendering: {
    kind: 'word',
    group: 'Rules:',
    describe:
      'When the rendering provider of a professional or dental claim needs a taxonomy: off (default), always, if-sent (if its NPI is sent), if-other (if that is not the billing NPI)',
  },
  attending: {
    kind: 'word',
    group: 'Rules:',
    describe:
      'When the attending provider of an institutional claim needs a taxonomy: off (default), always, if-sent, if-other, inpatient',
  },
  key: {
    kind: 'words',
    group: 'Rules:',
    describe: 'zip4: the payer compares nine digits of the ZIP code, too; enrollments elsewhere do not count',
  },
  'filing-days': {
    kind: 'word',
    group: 'Rules:',
    describe: 'N: in how many days from the service a claim has to arrive; findings then have its last day',
  },
  'as-of': {
    kind: 'word',
    group: 'Rules:',
    describe: 'YYYY-MM-DD: warn of claims whose last day to file is over on this day',
  },
  payer: { kind: 'words', group: 'Rules:', describe: 'ID: check only the claims to this payer; repeatable' },
  receiver: {
    kind: 'words',
    group: 'Rules:',
    describe: 'ID: check only the claims to this receiver; repeatable',
  },
  severity: {
    kind: 'pairs',
    group: 'Rules:',
    describe: 'RULE=off|info|warning|error: how severe a rule is; repeatable',
  },
  nucc: {
    kind: 'word',
    group: 'Rules:',
    describe: 'FILE: the NUCC taxonomy CSV; codes that are not in it get a warning',
  },
  format: {
    kind: 'words',
    group: 'Report:',
    describe:
      'text (default), json, ndjson, csv, html, sarif or junit; or an acknowledgement: 277ca (to a file only, as it names patients), 999 or ta1; with :FILE into a file, as csv:report.csv; repeatable',
  },
  details: {
    kind: 'switch',
    group: 'Report:',
    describe:
      'ndjson and json: each finding also as data: element, found, expected, segment to write, candidates',
  },
  dates: {
    kind: 'word',
    group: 'Report:',
    describe: 'iso (default) or us: how reports for people show dates, 2026-01-31 or 01/31/2026',
  },
  stamp: {
    kind: 'word',
    group: 'Report:',
    describe:
      '"YYYY-MM-DD HH:MM": when the check runs, for html, which states it (default: the report has no date)',
  },
  sort: {
    kind: 'word',
    group: 'Report:',
    describe:
      'worst (default) or last-day: what comes first in text and html, within a file; last-day needs --filing-days',
  },
  'hide-claim-ids': {
    kind: 'switch',
    group: 'Report:',
    describe:
      'Number claims in place of showing patient control numbers: #1, #2 ... of those with findings in a file',
  },
  'hide-key': {
    kind: 'word',
    group: 'Report:',
    describe:
      'FILE with a secret key: show a hash in place of each number, the same in every run with the key',
  },
  'file-mode': {
    kind: 'word',
    group: 'Report:',
    describe:
      'MODE: who may read the files that are written: 600 (default: you alone), 640, 644; on Windows 600, or any other for those who may read the folder',
  },
  quiet: { kind: 'switch', group: 'Report:', describe: 'No progress and no notes on stderr' },
  'ack-sender': {
    kind: 'word',
    group: 'Acknowledgements:',
    describe: 'ID: who answers (default: the receiver of the claims)',
  },
  'ack-receiver': {
    kind: 'word',
    group: 'Acknowledgements:',
    describe: 'ID: who is answered (default: the sender of the claims)',
  },
  'ack-date': {
    kind: 'word',
    group: 'Acknowledgements:',
    describe: 'YYYY-MM-DD: the day of the answer (default: that of the claims, GS04)',
  },
  'ack-control': {
    kind: 'word',
    group: 'Acknowledgements:',
    describe:
      'N: the control number of the first answer, ISA13 (default: that of the first interchange answered)',
  },
  'fail-on': {
    kind: 'word',
    group: 'Exit code:',
    describe:
      'The least severity that gives exit code 1: error (default), warning, info; with undecided, as warning,undecided, also claims that could not be decided',
  },
  'max-warnings': {
    kind: 'word',
    group: 'Exit code:',
    describe: 'N: more warnings than this give exit code 1',
  },
  'exit-zero': { kind: 'switch', group: 'Exit code:', describe: 'Exit code 0 whatever is found' },
  out: {
    kind: 'word',
    group: 'Batch:',
    describe:
      'DIR: in place of a report, a file of findings for each input, files.ndjson and summary.json; goes on where a run was stopped',
  },
  fresh: {
    kind: 'switch',
    group: 'Batch:',
    describe: 'With --out: begin anew, whatever an earlier run has done',
  },
  shard: {
    kind: 'word',
    group: 'Batch:',
    describe:
      'I/N: with --out, only part I of N of the files (else from JOB_COMPLETION_INDEX or SLURM_ARRAY_TASK_ID)',
  },
  log: { kind: 'word', group: 'Batch:', describe: 'text (default) or json: how stderr is written' },
  metrics: {
    kind: 'word',
    group: 'Batch:',
    describe: 'FILE: with --out, counts in the Prometheus text format, kept up to date',
  },
  'metrics-mode': {
    kind: 'word',
    group: 'Batch:',
    describe: 'MODE: who may read --metrics: 644 (default: all), 640, 600',
  },
  jobs: {
    kind: 'word',
    group: 'Speed:',
    describe: 'N: threads that share the files (default: one a processor core)',
  },
  config: {
    kind: 'word',
    group: 'Settings:',
    describe: 'FILE: settings as JSON (else prvcheck.config.json here or in a folder above)',
  },
} as const satisfies Record<string, Flag>;

/** The flags for what files are checked against. */
export const standardsFlags = {
  registry: flags.registry,
  columns: flags.columns,
  sheet: flags.sheet,
  'fill-down': flags['fill-down'],
  'skip-bad-rows': flags['skip-bad-rows'],
  'accept-invalid-npis': flags['accept-invalid-npis'],
  require: flags.require,
  match: flags.match,
  rendering: flags.rendering,
  attending: flags.attending,
  key: flags.key,
  'filing-days': flags['filing-days'],
  'as-of': flags['as-of'],
  payer: flags.payer,
  receiver: flags.receiver,
  severity: flags.severity,
  nucc: flags.nucc,
};

export type Flags = Readonly<Record<string, Flag>>;

export type FlagName = keyof typeof flags;

export const flagNames = Object.keys(flags) as FlagName[];

export function kindOf(name: FlagName): Kind {
  return flags[name].kind;
}

/** A value from the command line or the config file, before validation. */
export type RawValue = string | boolean | readonly string[];
export type RawSettings = Partial<Record<FlagName, RawValue>>;
/** The values of any command's flags. */
export type RawFlags = Readonly<Partial<Record<string, RawValue>>>;
