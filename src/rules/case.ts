import type { JudgedLoop, ServiceSpan } from '../claim/claim';
import type { Reason } from '../finding';
import {
  isActive,
  type Resolution,
  resolveActive,
  resolveAmong,
  withoutOtherZip,
} from '../registry/crosswalk';
import { type Enrollment, type JudgedEnrollment, lastDays, type Rows } from '../registry/registry';
import { type Day, dayOf, isoDay } from '../values/dates';
import { isNpi } from '../values/npi';
import type { Guide } from '../x12/guide';
import type { Delimiters } from '../x12/header';
import { firstInTime } from './filing';
import type { Payer, PayerPolicy, Policy, Require } from './policy';
import { judgeTaxonomy, type Taxonomy } from './taxonomy';

/**
 * All that a rule of your own may judge: the billing loop of a claim and its service dates, with registry and policy. A
 * frozen copy. Positions are for the statement: a rule must not decide by them, as claims are skipped whose billing loop
 * has the same values as one that was judged clean.
 */
export interface OwnCase<E = Enrollment> {
  readonly loop: JudgedLoop;
  /** By ST03, else GS08. */
  readonly version: '4010' | '5010';
  readonly policy: Policy;
  /** The listed payer that the claim goes to. */
  readonly payer: Payer | null;
  /** Earliest and latest service date, YYYY-MM-DD; null if unknown. */
  readonly from: string | null;
  readonly to: string | null;
  /** The claim has an unreadable service date. */
  readonly hasUnreadableDate: boolean;
  /** An NPI in another element of NM1*85 if NM109 with XX is empty; else null. */
  readonly strayNpi: string | null;
  readonly taxonomy: Taxonomy;
  /** All rows of the NPI. */
  readonly enrollments: readonly E[];
  /** Those active on the service dates; of these, those at the claim's ZIP code where that is a key and any is. */
  readonly active: readonly E[];
  /** Whether the ZIP code is a key and rules out every active enrollment. */
  readonly isZipUnknown: boolean;
  readonly reasons: readonly Reason[];
  /** Whether a taxonomy is required. */
  readonly required: boolean;
  /** The Medicaid ID that this loop resolves to with the given code. */
  resolve(taxonomy: string | null): Resolution<E>;
}

/** All that the rules judge: one billing loop and one span of service dates, with one registry and policy. */
export interface Case<E = JudgedEnrollment> extends OwnCase<E> {
  readonly delimiters: Delimiters;
  /** Every span of service dates from `since` on and before `until` makes the same case. */
  readonly since: Day;
  readonly until: Day;
}

/** @param rows of the registry */
export function makeCase<E extends JudgedEnrollment>(
  loop: JudgedLoop,
  set: { readonly guide: Guide; readonly delimiters: Delimiters },
  span: ServiceSpan,
  rows: Rows<E>,
  terms: PayerPolicy,
): Case<E> {
  return new LoopCase(loop, set, span, rows, terms);
}

class LoopCase<E extends JudgedEnrollment> implements Case<E> {
  readonly version: Guide['version'];
  readonly delimiters: Delimiters;
  readonly policy: Policy;
  readonly payer: Payer | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly hasUnreadableDate: boolean;
  readonly strayNpi: string | null;
  readonly taxonomy: Taxonomy;
  readonly enrollments: readonly E[];
  readonly active: readonly E[];
  readonly isZipUnknown: boolean;
  readonly reasons: readonly Reason[];
  readonly required: boolean;
  readonly since: Day;
  readonly until: Day;
  /** The last resolution: several rules ask for that of the code in the loop. */
  private resolved: { readonly taxonomy: string | null; readonly resolution: Resolution<E> } | null = null;

  constructor(
    readonly loop: JudgedLoop,
    { guide, delimiters }: { readonly guide: Guide; readonly delimiters: Delimiters },
    span: ServiceSpan,
    rows: Rows<E>,
    { policy, payer }: PayerPolicy,
  ) {
    this.version = guide.version;
    this.delimiters = delimiters;
    this.policy = policy;
    this.payer = payer;
    this.from = isoDay(span.from);
    this.to = isoDay(span.to);
    this.hasUnreadableDate = span.isUnreadable;
    this.strayNpi = strayNpiOf(loop, rows);
    this.taxonomy = judgeTaxonomy(loop, guide.version);
    this.enrollments = loop.npi === null ? [] : rows.enrollments(loop.npi);
    const active = activeAmong(this.enrollments, this.from, this.to);
    const there = policy.key.includes('zip4') ? withoutOtherZip(active, loop.zip) : active;
    this.isZipUnknown = there.length === 0 && active.length > 0;
    this.active = this.isZipUnknown ? active : there;
    this.reasons = reasonsOf(this.active);
    this.required = loop.npi !== null && isRequired(policy.require, this.reasons);
    const steady = steadySpan(this.enrollments, payer, firstInTime(policy), span.from, span.to);
    this.since = steady.since;
    this.until = steady.until;
  }

  resolve(taxonomy: string | null): Resolution<E> {
    if (this.resolved === null || this.resolved.taxonomy !== taxonomy)
      this.resolved = { taxonomy, resolution: this.resolution(taxonomy) };
    return this.resolved.resolution;
  }

  private resolution(taxonomy: string | null): Resolution<E> {
    const { active, enrollments, loop, from, to } = this;
    if (active.length > 0) return resolveActive(active, taxonomy, loop.zip);
    return resolveAmong(enrollments, { taxonomy, zip: loop.zip, from, to });
  }
}

/** The rows that are active on these dates; the same array if all are. */
function activeAmong<E extends JudgedEnrollment>(
  rows: readonly E[],
  from: string | null,
  to: string | null,
): readonly E[] {
  for (let n = 0; n < rows.length; n++)
    if (!isActive(rows[n]!, from, to)) return rows.filter((row) => isActive(row, from, to));
  return rows;
}

/** A number that is no NPI counts only if the registry has it. */
function strayNpiOf({ strayNumbers }: JudgedLoop, rows: Rows): string | null {
  if (strayNumbers.length === 0) return null;
  return strayNumbers.find((number) => isNpi(number) || rows.enrollments(number).length > 0) ?? null;
}

/**
 * Whether the registry can decide about the claim: the NPI has an active enrollment, or the provider is atypical, so
 * that no taxonomy rule applies.
 */
export function isDecided({
  loop,
  active,
  strayNpi,
}: Pick<Case<unknown>, 'loop' | 'active' | 'strayNpi'>): boolean {
  if (loop.npi !== null) return active.length > 0;
  return loop.namePosition !== null && strayNpi === null;
}

/** The widest span around from..to within which no day changes the result of a rule. */
export function steadySpan(
  enrollments: readonly JudgedEnrollment[],
  payer: Payer | null,
  firstInTime: Day,
  from: Day,
  to: Day,
): Pick<Case, 'since' | 'until'> {
  if (from === 0) return noSpan;
  const span = new Span(from, to);
  if (firstInTime !== 0) span.change(firstInTime);
  if (payer !== null) {
    span.first(payer.from ?? null);
    span.last(payer.to ?? null);
  }
  for (let n = 0; n < enrollments.length; n++) {
    const row = enrollments[n]!;
    span.first(row.from);
    for (let field = 0; field < lastDays.length; field++) span.last(row[lastDays[field]!]);
  }
  return span.isSteady ? span : noSpan;
}

const FIRST = 1;
const LAST = 99_999_999;

/** Of a case that holds for its own dates alone. */
export const noSpan = { since: 1, until: 0 };

/** The days around from..to on which nothing changes. */
class Span {
  since = FIRST;
  until = LAST;
  isSteady = true;

  constructor(
    private readonly from: Day,
    private readonly to: Day,
  ) {}

  /** @param day the first day on which things differ; the day after a last day need not be a calendar day */
  change(day: Day): void {
    if (day <= this.from) this.since = Math.max(this.since, day);
    else if (day > this.to) this.until = Math.min(this.until, day);
    else this.isSteady = false;
  }

  first(iso: string | null): void {
    if (iso) this.change(dayOf(iso));
  }

  last(iso: string | null): void {
    if (iso) this.change(dayOf(iso) + 1);
  }
}

export function reasonsOf(active: readonly JudgedEnrollment[]): readonly Reason[] {
  let hasOtherId = false;
  let hasOtherType = false;
  let type = '';
  for (let n = 0; n < active.length; n++) {
    const { providerType } = active[n]!;
    if (n > 0 && active[n]!.medicaidId !== active[0]!.medicaidId) hasOtherId = true;
    if (type === '') type = providerType;
    else if (providerType !== '' && providerType !== type) hasOtherType = true;
  }
  if (hasOtherId) return hasOtherType ? allReasons.both : allReasons.ids;
  return hasOtherType ? allReasons.types : allReasons.none;
}

const ids: Reason = 'multiple-medicaid-ids';
const types: Reason = 'multiple-provider-types';
/** Frozen, because findings hand them out. */
const allReasons = {
  none: /* @__PURE__ */ Object.freeze<Reason[]>([]),
  ids: /* @__PURE__ */ Object.freeze([ids]),
  types: /* @__PURE__ */ Object.freeze([types]),
  both: /* @__PURE__ */ Object.freeze([ids, types]),
};

export function isRequired(require: Require, reasons: readonly Reason[]): boolean {
  const ids = reasons.includes('multiple-medicaid-ids');
  const types = reasons.includes('multiple-provider-types');
  switch (require) {
    case 'always':
      return true;
    case 'both':
      return ids && types;
    case 'ids':
      return ids;
    case 'types':
      return types;
    case 'either':
      return ids || types;
  }
}
