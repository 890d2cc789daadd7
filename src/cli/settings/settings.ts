import { type AckFormat, ackFormats, isControlNumber, isParty } from '../../ack/formats';
import type { AckOptions } from '../../ack/route';
import type { Shard } from '../../batch/shard';
import type { RuleId, Severity } from '../../finding';
import { readDay } from '../../registry/read-day';
import { type Format, formats } from '../../report/index';
import { type ReportOrder, reportOrders } from '../../report/order';
import { rules } from '../../rules/catalogue';
import { payersInScope } from '../../rules/payers-in-scope';
import {
  asksForDays,
  attendingSettings,
  keySettings,
  type Payer,
  type Policy,
  type RoleSettings,
  renderingSettings,
  requireSettings,
  type SeveritySetting,
  severitySettings,
} from '../../rules/policy';
import { dayCounts, isDayCount } from '../../rules/validate-policy';
import { isoDay } from '../../values/dates';
import type { DateStyle } from '../../values/show-dates';
import { oneOf, UsageError } from '../usage-error';
import type { RawSettings } from './flags';
import { readShard, shardOf } from './read-shard';
import { type RegistryReading, readingOf } from './reading';
import {
  datesOf,
  dayIn,
  fileModeOf,
  modeOf,
  type OutputRequest,
  outputs,
  pairs,
  word,
  words,
} from './values';

/** What `check` writes: a report, or an acknowledgement. */
export type CheckFormat = Format | AckFormat;

/** What the exit code depends on besides the findings. */
export interface ExitLimits {
  /** The lowest severity that gives exit code 1. */
  readonly failOn: Severity;
  /** Whether undecided claims give exit code 1. */
  readonly failOnUndecided: boolean;
  readonly maxWarnings: number;
  readonly exitZero: boolean;
}

export interface CheckSettings extends ExitLimits, RegistryReading {
  readonly paths: readonly string[];
  readonly registry: string;
  readonly nucc: string | null;
  readonly policy: Omit<Policy, 'taxonomyCodes'>;
  readonly outputs: readonly OutputRequest<CheckFormat>[];
  /** Whether findings have details. */
  readonly details: boolean;
  readonly acks: AckOptions;
  readonly dates: DateStyle;
  /** What comes first in the reports that can be sorted. */
  readonly order: ReportOrder;
  /** When the check runs, for a report; null if nobody says. */
  readonly stamp: string | null;
  readonly hideClaimIds: boolean;
  /** The file with the key used to hash claim IDs; null: they are numbered. */
  readonly hideKey: string | null;
  /** File mode of the files written. */
  readonly fileMode: number;
  readonly quiet: boolean;
  /** Number of threads; null: as many as there are cores. */
  readonly jobs: number | null;
  readonly log: 'text' | 'json';
  /** null: reports instead of a batch. */
  readonly batch: BatchSettings | null;
}

export interface BatchSettings {
  readonly out: string;
  readonly fresh: boolean;
  readonly shard: Shard | null;
  readonly metrics: { readonly path: string; readonly mode: number } | null;
}

/**
 * Validates the raw settings and converts them.
 * @param listed the payers of the config file
 * @throws UsageError if a setting is invalid
 */
export function toSettings(
  paths: readonly string[],
  raw: RawSettings,
  listed: readonly Payer[],
): CheckSettings {
  if (paths.length === 0) throw new UsageError(noPaths);
  const registry = word(raw.registry);
  if (registry === null) throw new UsageError(noRegistry);
  const filing = filingOf(raw, listed);
  const requested = outputsAndAcks(raw);
  return {
    paths,
    registry,
    ...readingOf(raw),
    nucc: word(raw.nucc),
    policy: {
      require: oneOf('--require', word(raw.require) ?? 'either', requireSettings),
      match: raw.match === true,
      roles: rolesOf(raw),
      key: words(raw.key).map((key) => oneOf('--key', key, keySettings)),
      ...filing,
      payers: payersInScope(words(raw.payer), listed),
      receivers: words(raw.receiver),
      severity: severities(raw.severity),
    },
    ...requested,
    details: raw.details === true,
    dates: datesOf(raw),
    order: orderOf(raw, requested.outputs, asksForDays({ ...filing, payers: listed })),
    ...hidingOf(raw),
    fileMode: fileModeOf(raw),
    quiet: raw.quiet === true,
    ...exitLimits(raw),
    jobs: threads(word(raw.jobs)),
    log: oneOf('--log', word(raw.log) ?? 'text', ['text', 'json']),
    batch: batchOf(raw),
  };
}

function rolesOf(raw: RawSettings): RoleSettings {
  const rendering = word(raw.rendering);
  const attending = word(raw.attending);
  return {
    ...(rendering !== null && { rendering: oneOf('--rendering', rendering, renderingSettings) }),
    ...(attending !== null && { attending: oneOf('--attending', attending, attendingSettings) }),
  };
}

function filingOf(raw: RawSettings, listed: readonly Payer[]): Pick<Policy, 'filingDays' | 'asOf'> {
  const days = word(raw['filing-days']);
  const filingDays = days === null ? null : Number(days);
  if (filingDays !== null && !(isDayCount(filingDays) && /^\d+$/.test(days!)))
    throw new UsageError(`--filing-days needs ${dayCounts}, not "${days}".`);
  const asOf = dayIn('as-of', raw['as-of']);
  if (asOf !== null && !asksForDays({ filingDays, payers: listed }))
    throw new UsageError(`--as-of ${needsDays}`);
  return { filingDays, asOf: asOf === null ? null : isoDay(asOf) };
}

const needsDays = 'needs --filing-days N, or "filingDays" of a payer in the config file.';

function orderOf(
  raw: RawSettings,
  outputs: CheckSettings['outputs'],
  hasDays: boolean,
): CheckSettings['order'] {
  const order = oneOf('--sort', word(raw.sort) ?? 'worst', reportOrders);
  if (order === 'worst') return order;
  if (!hasDays) throw new UsageError(`--sort last-day ${needsDays}`);
  if (raw.out !== undefined || !outputs.some(({ format }) => format === 'text' || format === 'html'))
    throw new UsageError(
      '--sort last-day needs a report that can be sorted: --format text or html:FILE. The others are in file order; a CSV has a column last_day to sort by.',
    );
  return order;
}

function outputsAndAcks(raw: RawSettings): Pick<CheckSettings, 'outputs' | 'acks' | 'stamp'> {
  const requests = outputs<CheckFormat>(raw.format, [...formats, ...ackFormats], 'text');
  if (requests.some(({ format, path }) => format === '277ca' && path === null)) {
    throw new UsageError(
      'A 277CA names patients, so it goes to a file that only you can read: --format 277ca:FILE, for example 277ca:answer.277.',
    );
  }
  const flag = ackFlags.find((name) => raw[name] !== undefined);
  if (flag !== undefined && !requests.some(({ format }) => isAck(format)))
    throw new UsageError(`--${flag} needs an acknowledgement: --format 277ca:FILE, 999 or ta1.`);
  if (raw.details === true && !requests.some(({ format }) => format === 'json' || format === 'ndjson'))
    throw new UsageError('--details needs a report that has them: --format ndjson or --format json.');
  if (raw.stamp !== undefined && !requests.some(({ format }) => format === 'html'))
    throw new UsageError('--stamp needs a report that shows it: --format html:FILE.');
  return {
    outputs: requests.map((request) =>
      request.format === '277ca' ? { ...request, isPrivate: true } : request,
    ),
    acks: {
      sender: party('ack-sender', word(raw['ack-sender'])),
      receiver: party('ack-receiver', word(raw['ack-receiver'])),
      date: dayIn('ack-date', raw['ack-date']),
      control: control(word(raw['ack-control'])),
    },
    stamp: stampOf(word(raw.stamp)),
  };
}

/** A day, and the time of day if it is known, as reports show them. */
function stampOf(text: string | null): string | null {
  if (text === null) return null;
  const [, day = '', time = ''] = /^(\d{4}-\d\d-\d\d)(?:[ T]((?:[01]\d|2[0-3]):[0-5]\d))?$/.exec(text) ?? [];
  if (readDay(day) === null)
    throw new UsageError(`--stamp cannot be "${text}": write 2026-01-31 14:05, or 2026-01-31.`);
  return [day, time].join(' ').trim();
}

function hidingOf(raw: RawSettings): Pick<CheckSettings, 'hideClaimIds' | 'hideKey'> {
  const hideClaimIds = raw['hide-claim-ids'] === true;
  const hideKey = word(raw['hide-key']);
  if (hideKey !== null && !hideClaimIds) throw new UsageError('--hide-key needs --hide-claim-ids.');
  return { hideClaimIds, hideKey };
}

const ackFlags = ['ack-sender', 'ack-receiver', 'ack-date', 'ack-control'] as const;

export function isAck(format: CheckFormat): format is AckFormat {
  return ackFormats.some((known) => known === format);
}

function party(flag: string, text: string | null): string | null {
  if (text === null || isParty(text)) return text;
  throw new UsageError(`--${flag} needs 2 to 15 letters or digits, not "${text}".`);
}

function control(text: string | null): number | null {
  if (text === null) return null;
  if (!/^\d+$/.test(text) || !isControlNumber(Number(text)))
    throw new UsageError(`--ack-control needs a number of one to nine digits, not "${text}".`);
  return Number(text);
}

export function exitLimits(raw: RawSettings): ExitLimits {
  const named = (word(raw['fail-on']) ?? 'error')
    .split(',')
    .map((name) => oneOf('--fail-on', name.trim(), ['error', 'warning', 'info', 'undecided']));
  return {
    failOn: (['info', 'warning'] as const).find((severity) => named.includes(severity)) ?? 'error',
    failOnUndecided: named.includes('undecided'),
    maxWarnings: warnings(word(raw['max-warnings'])),
    exitZero: raw['exit-zero'] === true,
  };
}

function batchOf(raw: RawSettings): BatchSettings | null {
  const out = word(raw.out);
  if (out === null) {
    const alone = (['fresh', 'shard', 'metrics', 'metrics-mode'] as const).find(
      (name) => raw[name] !== undefined,
    );
    if (alone !== undefined) throw new UsageError(`--${alone} needs --out DIR.`);
    return null;
  }
  if (raw.format !== undefined)
    throw new UsageError('--out writes its own files: leave out --format, or --out.');
  const shard = word(raw.shard);
  const metrics = word(raw.metrics);
  if (metrics === null && raw['metrics-mode'] !== undefined)
    throw new UsageError('--metrics-mode needs --metrics FILE.');
  return {
    out,
    fresh: raw.fresh === true,
    shard: shard === null ? shardOf(process.env) : readShard(shard),
    metrics: metrics === null ? null : { path: metrics, mode: modeOf('metrics-mode', raw, '644') },
  };
}

/** Drops config settings that only `check` uses, for a command with outputs of its own. */
export function withoutBatch(raw: RawSettings): RawSettings {
  const own = { ...raw };
  for (const name of [
    'out',
    'format',
    'details',
    'stamp',
    'sort',
    'fresh',
    'shard',
    'metrics',
    'metrics-mode',
  ] as const)
    delete own[name];
  return own;
}

function severities(value: RawSettings['severity']): Partial<Record<RuleId, SeveritySetting>> {
  const ids = rules.map((rule) => rule.id);
  const settings: Partial<Record<RuleId, SeveritySetting>> = {};
  for (const [id, level] of Object.entries(pairs('severity', value))) {
    settings[oneOf('The rule in --severity', id, ids)] = oneOf(
      `The severity of ${id}`,
      level,
      severitySettings,
    );
  }
  return settings;
}

function warnings(text: string | null): number {
  if (text === null) return Number.POSITIVE_INFINITY;
  if (!/^\d{1,9}$/.test(text)) throw new UsageError(`--max-warnings needs a whole number, not "${text}".`);
  return Number(text);
}

function threads(text: string | null): number | null {
  if (text === null) return null;
  if (!/^[1-9]\d{0,2}$/.test(text))
    throw new UsageError(`--jobs needs a whole number from 1 to 999, not "${text}".`);
  return Number(text);
}

const noPaths = [
  'Nothing to check: name the claim files, or the folders that hold them.',
  'For example: prvcheck check claims --registry registry.csv',
];

export const noRegistry = [
  'No provider registry given: add --registry FILE.',
  'The registry is a CSV file that lists your billing NPIs as Kentucky Medicaid enrolled them: one row for each NPI',
  'and Medicaid ID, with the columns npi, medicaid_id, provider_type and, where known, taxonomy, effective_date,',
  "end_date and zip. Without it nobody can tell which claims need a taxonomy. Take it from the partner portal's",
  'screens or from an extract of your MCO or clearinghouse.',
];
