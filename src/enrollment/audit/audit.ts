import type { Severity } from '../../finding';
import type { NppesProvider } from '../../registry/nppes';
import type { PackedRegistry } from '../../registry/packed/packed';
import type { Enrollment } from '../../registry/registry';
import { day, demand, flag, must, objectOf, optional, type Shape } from '../../values/options';
import { ambiguousIds } from './ambiguous-ids';
import { applications } from './applications';
import { badRows } from './bad-rows';
import { serialOf } from './calendar';
import { contactInWords, contactKinds, contactsOf } from './contact';
import { wholeFile } from './file-level';
import { spelling } from './inconsistent-values';
import { licenses } from './licenses';
import { nppes } from './nppes';
import { type KindText, type Remark, type Subject, subjectOf } from './question';
import { revalidation } from './revalidation';
import { secondEnrollment } from './second-enrollment';
import { spans } from './spans';
import { taxonomies } from './taxonomies';

/** Every kind of item; within a severity the more urgent come first. */
export const auditKinds = /* @__PURE__ */ allKinds();

function allKinds() {
  return {
    ...badRows.kinds,
    ...revalidation.kinds,
    ...ambiguousIds.kinds,
    ...taxonomies.kinds,
    ...spelling.kinds,
    ...wholeFile.kinds,
    ...nppes.kinds,
    ...applications.kinds,
    ...licenses.kinds,
    ...spans.kinds,
    ...secondEnrollment.kinds,
    ...contactKinds,
  } satisfies Record<string, KindText>;
}

/** What an item is about. The table in [registry/README.md](registry/README.md) explains each kind. */
export type AuditKind = keyof typeof auditKinds;

/** An audit of each NPI. */
interface Question {
  ask(subject: Subject): Iterable<Remark<AuditKind>>;
}

const questions: readonly Question[] = [
  spelling,
  ambiguousIds,
  taxonomies,
  revalidation,
  licenses,
  applications,
  spans,
  secondEnrollment,
];

/** Something in a registry that is wrong, soon will be, or is good to know. */
export interface AuditItem {
  readonly kind: AuditKind;
  readonly severity: Severity;
  /** null if it is about the whole file. */
  readonly npi: string | null;
  /** The Medicaid IDs that it is about, those to act on first in front. */
  readonly medicaidIds: readonly string[];
  /** The provider's name, if the registry has one. */
  readonly name: string | null;
  /** In `before-you-call` items only: the last four digits in words, or all digits with the option `showTaxIds`. */
  readonly taxId: string | null;
  /** The date that it is about, YYYY-MM-DD, and the days until then; negative if past. */
  readonly date: string | null;
  readonly days: number | null;
  /** What was found, in plain words, and what to do about it; the latter is the same for all items of a kind. */
  readonly message: string;
  readonly hint: string;
}

/** Options of `auditRegistry`. */
export interface AuditOptions {
  /**
   * Show whole tax IDs in `before-you-call` items, instead of the last four digits.
   * @default false
   * @example
   * ```js
   * const items = [...auditRegistry(registry, '2026-01-31', { showTaxIds: true })];
   * ```
   */
  readonly showTaxIds?: boolean;
  /**
   * What NPPES says of the NPIs of the registry, by NPI. An NPI that is not there counts as unknown to NPPES.
   * @default no question about NPPES
   * @example
   * ```js
   * const nppes = new Map([['1234567893', { taxonomies: ['261QF0400X'], deactivated: null }]]);
   * const items = [...auditRegistry(registry, '2026-01-31', { nppes })];
   * ```
   */
  readonly nppes?: ReadonlyMap<string, NppesProvider>;
}

/**
 * Yields what is wrong with a registry on a day or soon will be: by NPI, ascending, then items about the whole file. An
 * NPI with an error or a warning ends with `before-you-call` items, if the registry has its name and tax ID.
 * @param asOf the day to judge by, YYYY-MM-DD
 * @throws TypeError if `asOf` or another argument is invalid
 */
export function auditRegistry(
  registry: PackedRegistry,
  asOf: string,
  options: AuditOptions = {},
): Generator<AuditItem> {
  const isPacked = (value: unknown) => typeof (value as PackedRegistry | null)?.listNpis === 'function';
  demand(must('a registry that lists its NPIs, as loadRegistry makes it', isPacked), registry, 'registry');
  demand(day, asOf, 'asOf');
  const shape: Shape<AuditOptions> = {
    showTaxIds: optional(flag),
    nppes: optional(must('a Map', (value) => value instanceof Map)),
  };
  demand(objectOf(shape), options, 'options');
  return items(registry, asOf, options);
}

function* items(
  registry: PackedRegistry,
  asOf: string,
  { showTaxIds = false, nppes: providers }: AuditOptions,
): Generator<AuditItem> {
  const fileQuestions = wholeFile.ask();
  const npiQuestions = providers === undefined ? questions : [...questions, nppes.question(providers)];
  for (const npi of registry.listNpis()) {
    const rows = registry.enrollments(npi);
    const subject = subjectOf(npi, rows, asOf);
    const name = nameOf(rows);
    for (const question of fileQuestions) question.see(subject);
    let urgent = false;
    for (const question of npiQuestions) {
      for (const remark of question.ask(subject)) {
        const item = itemOf(remark, npi, name, subject.today);
        if (item.severity !== 'info') urgent = true;
        yield item;
      }
    }
    if (!urgent) continue;
    for (const contact of contactsOf(rows, showTaxIds)) {
      const message = contactInWords(npi, contact);
      const remark = { kind: 'before-you-call', medicaidIds: contact.medicaidIds, message } as const;
      yield { ...itemOf(remark, npi, contact.name, subject.today), taxId: contact.taxId };
    }
  }
  for (const { npi, ...remark } of fileQuestions.flatMap((question) => [...question.answer()])) {
    const name = npi === null ? null : nameOf(registry.enrollments(npi));
    yield itemOf(remark, npi, name, serialOf(asOf));
  }
  for (const remark of badRows.ask(registry.skippedRows)) yield itemOf(remark, null, null, serialOf(asOf));
}

function itemOf(
  { kind, medicaidIds, date = null, message }: Remark<AuditKind>,
  npi: string | null,
  name: string | null,
  today: number,
): AuditItem {
  const { severity, hint } = auditKinds[kind];
  const days = date === null ? null : serialOf(date) - today;
  return { kind, severity, npi, medicaidIds, name, taxId: null, date, days, message, hint };
}

function nameOf(rows: readonly Enrollment[]): string | null {
  return rows.find((row) => row.name !== null)?.name ?? null;
}
