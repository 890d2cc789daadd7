import type { Severity } from '../../finding';
import type { PackedRegistry } from '../../registry/packed/packed';
import type { Enrollment } from '../../registry/registry';
import { day, demand, flag, must, objectOf, optional, type Shape } from '../../values/options';
import { toldApart } from './ambiguous-ids';
import { applications } from './applications';
import { serialOf } from './calendar';
import { contactInWords, contactKinds, contactsOf } from './contact';
import { wholeFile } from './file-level';
import { spelling } from './inconsistent-values';
import { licenses } from './licenses';
import { type KindText, type Remark, type Subject, subjectOf } from './question';
import { revalidation } from './revalidation';
import { spans } from './spans';
import { taxonomies } from './taxonomies';

/** Every kind of item; within a severity the more urgent stand before the others. */
export const auditKinds = /* @__PURE__ */ allKinds();

function allKinds() {
  return {
    ...revalidation.kinds,
    ...toldApart.kinds,
    ...taxonomies.kinds,
    ...spelling.kinds,
    ...wholeFile.kinds,
    ...applications.kinds,
    ...licenses.kinds,
    ...spans.kinds,
    ...contactKinds,
  } satisfies Record<string, KindText>;
}

/** What an item is about; `prvcheck registry audit` says more of each. */
export type AuditKind = keyof typeof auditKinds;

/** What is asked of each NPI. */
const questions: readonly { ask(subject: Subject): Iterable<Remark<AuditKind>> }[] = [
  spelling,
  toldApart,
  taxonomies,
  revalidation,
  licenses,
  applications,
  spans,
];

/** One thing that is wrong with a registry, will be soon, or is good to know. */
export interface AuditItem {
  readonly kind: AuditKind;
  readonly severity: Severity;
  /** null where it is about the whole file. */
  readonly npi: string | null;
  /** Those that it is about, the ones to act on first. */
  readonly medicaidIds: readonly string[];
  /** The provider's name where the registry has one. */
  readonly name: string | null;
  /** Of `before-you-call` only: the last four digits in words, or whole where that is asked for. */
  readonly taxId: string | null;
  /** The day that it is about, YYYY-MM-DD, and how many days it lies ahead; negative: ago. */
  readonly date: string | null;
  readonly days: number | null;
  /** What is so, in plain words, and what to do about it, the same for all items of a kind. */
  readonly message: string;
  readonly hint: string;
}

/** How to audit. */
export interface AuditOptions {
  /** Whole tax IDs in `before-you-call` items, not the last four digits. */
  readonly showTaxIds?: boolean;
}

/**
 * What is wrong with a registry on a day or will be soon: NPI by NPI, ascending, then what concerns the whole file.
 * An NPI with an error or a warning ends with `before-you-call` items, where the registry has its name and tax ID.
 * @param asOf the day to judge by, YYYY-MM-DD
 * @throws TypeError when `asOf` is no such day, and for other arguments that cannot be used
 */
export function auditRegistry(
  registry: PackedRegistry,
  asOf: string,
  options: AuditOptions = {},
): Generator<AuditItem> {
  const isPacked = (value: unknown) => typeof (value as PackedRegistry | null)?.listNpis === 'function';
  demand(must('a registry that lists its NPIs, as loadRegistry makes it', isPacked), registry, 'registry');
  demand(day, asOf, 'asOf');
  const shape: Shape<AuditOptions> = { showTaxIds: optional(flag) };
  demand(objectOf(shape), options, 'options');
  return items(registry, asOf, options);
}

function* items(
  registry: PackedRegistry,
  asOf: string,
  { showTaxIds = false }: AuditOptions,
): Generator<AuditItem> {
  const fileQuestions = wholeFile.ask();
  for (const npi of registry.listNpis()) {
    const rows = registry.enrollments(npi);
    const subject = subjectOf(npi, rows, asOf);
    const name = nameOf(rows);
    for (const question of fileQuestions) question.see(subject);
    let urgent = false;
    for (const question of questions) {
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
