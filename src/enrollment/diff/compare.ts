import type { PackedRegistry } from '../../registry/packed/packed';
import type { Enrollment } from '../../registry/registry';
import type { Require } from '../../rules/policy';
import { type Day, dayOf, isDay } from '../../values/dates';
import { type Answer, answersOf } from '../status/answers';
import { type NpiStatus, npiStatusOf } from '../status/npi-status';
import { verdictSteps } from '../status/periods';
import { adviceOn } from '../status/words';
import { changesBetween, type PeriodChange } from './changes';

/** The day to judge claims on, and the policy setting. */
export interface DiffOptions {
  /** YYYY-MM-DD. */
  readonly on: string;
  readonly require: Require;
}

/** A day on which the verdict changes, and what to do from then on. */
export interface Outlook {
  readonly on: string;
  readonly standing: NpiStatus;
  readonly taxonomies: readonly Answer[];
  readonly hint: string;
}

/** How the requirement changes for an NPI. `no-longer-enrolled`: no enrollment is active any more. */
export type RequirementChange = 'now-required' | 'no-longer-required' | 'no-longer-enrolled';

/** What changes for one NPI from one registry to another. */
export interface NpiDiff {
  readonly npi: string;
  /** From the new registry, else the old one. */
  readonly name: string | null;
  readonly before: NpiStatus;
  readonly after: NpiStatus;
  readonly verdict: RequirementChange | null;
  /** Since when the verdict has applied by the new registry; null: longer than a year. */
  readonly since: string | null;
  /** What to do, in plain words. */
  readonly hint: string;
  /** By the new registry, on the day. */
  readonly taxonomies: readonly Answer[];
  /** Empty if the registries agree, and there are only upcoming changes. */
  readonly changes: readonly PeriodChange[];
  /** Later days, within a year, on which the verdict changes within the new registry. */
  readonly upcoming: readonly Outlook[];
}

/** Days are YYYYMMDD. Registries write an open end as 2299-12-31 or 9999-12-31, which is beyond the horizon. */
const YEAR = 10_000;
const FIRST_DAY = 1;
const LAST_DAY = 99_991_231;

/** The last day that is considered: a year later. */
export function horizonOf(day: Day): Day {
  const later = Math.min(day + YEAR, LAST_DAY);
  return isDay(later) ? later : later - 1;
}

/**
 * Reads two registries in parallel.
 * @returns the changes for each NPI of either, ascending; undefined if there are none, and between steps of the work
 */
export function* compareRegistries(
  old: PackedRegistry,
  now: PackedRegistry,
  terms: DiffOptions,
): Generator<NpiDiff | undefined, void, undefined> {
  for (const npi of inStep(old.listNpis(), now.listNpis()))
    yield yield* compareNpi(npi, old.enrollments(npi), now.enrollments(npi), terms);
}

/** What changes for an NPI between its enrollments in two registries. */
function* compareNpi(
  npi: string,
  old: readonly Enrollment[],
  now: readonly Enrollment[],
  { on, require }: DiffOptions,
): Generator<undefined, NpiDiff | undefined, undefined> {
  const changes = haveSameRows(old, now) ? [] : yield* changesBetween(old, now, on);
  const day = dayOf(on);
  const ahead = verdictSteps(now, day, horizonOf(day), require);
  if (changes.length === 0 && ahead.length === 0) return undefined;
  yield;
  const before = npiStatusOf(old, on, require);
  const after = npiStatusOf(now, on, require);
  const named = now.find(({ name }) => name !== null) ?? old.find(({ name }) => name !== null);
  const since = verdictSteps(now, Math.max(day - YEAR, FIRST_DAY), day, require).at(-1) ?? null;
  yield;
  const taxonomies = answersAt(now, on);
  const upcoming: Outlook[] = [];
  for (const on of ahead) {
    yield;
    upcoming.push(outlookOf(npi, now, on, require));
  }
  return {
    npi,
    name: named?.name ?? null,
    before,
    after,
    verdict: verdictOf(before, after),
    since,
    hint: hintOf(npi, after, taxonomies, since),
    taxonomies,
    changes,
    upcoming,
  };
}

function outlookOf(npi: string, enrollments: readonly Enrollment[], on: string, require: Require): Outlook {
  const standing = npiStatusOf(enrollments, on, require);
  const taxonomies = answersAt(enrollments, on);
  return { on, standing, taxonomies, hint: hintOf(npi, standing, taxonomies, on) };
}

function hintOf(npi: string, standing: NpiStatus, answers: readonly Answer[], since: string | null): string {
  const advice = adviceOn(standing, answers);
  if (standing.state !== 'active') return advice;
  const served = since === null ? '' : ` served from ${since} on`;
  return `Claims of NPI ${npi}${served} ${standing.required ? 'need' : 'do not need'} PRV. ${advice}`;
}

function verdictOf(before: NpiStatus, after: NpiStatus): RequirementChange | null {
  if (after.required && !before.required) return 'now-required';
  if (before.state === 'active' && after.state !== 'active') return 'no-longer-enrolled';
  return before.required && !after.required ? 'no-longer-required' : null;
}

function answersAt(enrollments: readonly Enrollment[], on: string): Answer[] {
  return answersOf(enrollments, { from: on, to: on });
}

/** A fast path: usually the rows are identical, so that nothing has to be compared. */
function haveSameRows(old: readonly Enrollment[], now: readonly Enrollment[]): boolean {
  return old.length === now.length && old.every((row, i) => isSameRow(row, now[i]!));
}

function isSameRow(a: Enrollment, b: Enrollment): boolean {
  return (
    a.medicaidId === b.medicaidId &&
    a.providerType === b.providerType &&
    a.from === b.from &&
    a.to === b.to &&
    a.taxonomies.length === b.taxonomies.length &&
    a.taxonomies.every((code, i) => code === b.taxonomies[i])
  );
}

/** Merges two ascending lists, without duplicates. */
function* inStep(one: Iterable<string>, other: Iterable<string>): Generator<string> {
  const [ones, others] = [one[Symbol.iterator](), other[Symbol.iterator]()];
  let [a, b] = [ones.next(), others.next()];
  while (!a.done || !b.done) {
    const npi = b.done || (!a.done && a.value <= b.value) ? (a.value as string) : (b.value as string);
    yield npi;
    if (!a.done && a.value === npi) a = ones.next();
    if (!b.done && b.value === npi) b = others.next();
  }
}
