import { resolve } from 'node:path';
import { readDay } from '../../registry/read-day';
import type { Day } from '../../values/dates';
import { type DateStyle, dateStyles } from '../../values/show-dates';
import { oneOf, UsageError } from '../usage-error';
import type { RawValue } from './flags';

/** One report: its format, and its file, or null for stdout. */
export interface OutputRequest<F extends string> {
  readonly format: F;
  readonly path: string | null;
  /** It names patients, so it is not written to a pipe or device. */
  readonly isPrivate?: true;
}

/** The day given by a flag; null if it is not given. */
export function dayIn(flag: string, value: RawValue | undefined): Day | null {
  const text = word(value);
  const day = text === null ? null : readDay(text);
  if (text !== null && day === null)
    throw new UsageError(`--${flag} cannot be "${text}": write a date as 2026-01-31, 20260131 or 1/31/2026.`);
  return day;
}

/** The mode of the files that a command writes; they contain claims, tax IDs or findings. */
export function fileModeOf(raw: Readonly<Partial<Record<string, RawValue>>>): number {
  return modeOf('file-mode', raw, '600');
}

export function modeOf(
  flag: string,
  raw: Readonly<Partial<Record<string, RawValue>>>,
  usual: string,
): number {
  const text = word(raw[flag]) ?? usual;
  if (!/^0?6[0246]{2}$/.test(text))
    throw new UsageError(
      `--${flag} cannot be "${text}": write 600 (you alone), 640 (your group reads too), 644 (all do) or 660.`,
    );
  return Number.parseInt(text, 8);
}

export function word(value: RawValue | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

export function words(value: RawValue | undefined): readonly string[] {
  return Array.isArray(value) ? value : [];
}

/** Parses NAME=VALUE pairs; the last one of a name wins. */
export function pairs(flag: string, value: RawValue | undefined): Record<string, string> {
  return Object.fromEntries(
    words(value).map((pair) => {
      const equals = pair.indexOf('=');
      const [name, text] = [pair.slice(0, equals).trim(), pair.slice(equals + 1).trim()];
      if (equals < 1 || text === '') throw new UsageError(`--${flag} needs NAME=VALUE, not "${pair}".`);
      return [name, text];
    }),
  );
}

/** Parses the values of `--format`, FORMAT or FORMAT:FILE each; without any, `usual` on stdout. */
export function outputs<F extends string>(
  value: RawValue | undefined,
  formats: readonly F[],
  usual: F,
): readonly OutputRequest<F>[] {
  const requests = words(value);
  if (requests.length === 0) return [{ format: usual, path: null }];
  const outputs = requests.map((request) => output(request, formats));
  const targets = outputs.map(({ path }) => path && resolve(path));
  if (targets.filter((target) => target === null).length > 1) {
    throw new UsageError(
      'Only one --format can go to the screen. Give the others a file, for example --format csv:report.csv.',
    );
  }
  const twice = outputs.find((_, i) => targets.indexOf(targets[i]!) !== i);
  if (twice) throw new UsageError(`Two --format flags write ${twice.path}. Give each a file of its own.`);
  return outputs;
}

function output<F extends string>(request: string, formats: readonly F[]): OutputRequest<F> {
  const colon = request.indexOf(':');
  const path = colon < 0 ? null : request.slice(colon + 1);
  if (path === '') throw new UsageError(`--format ${request} needs a file name after the colon.`);
  return { format: oneOf('--format', colon < 0 ? request : request.slice(0, colon), formats), path };
}

/** How reports for people show dates. */
export function datesOf(raw: Readonly<Partial<Record<string, RawValue>>>): DateStyle {
  return oneOf('--dates', word(raw.dates) ?? 'iso', dateStyles);
}
