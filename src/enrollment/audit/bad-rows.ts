import type { RowProblem } from '../../registry/registry';
import type { KindText, Remark } from './question';

const kinds = {
  'bad-row-medicaid-id': {
    severity: 'error',
    title: 'Write one Medicaid ID in each row',
    hint: 'Write a row for each Medicaid ID. A placeholder is none: look the ID up in the partner portal, or request it by letter from DMS, Division of Program Integrity, and leave the row out until it comes. Until then a check refuses the registry.',
  },
  'bad-row-provider-type': {
    severity: 'error',
    title: 'Write one provider type in each row',
    hint: 'One Medicaid ID has one provider type as a rule: write a row for each, with its own Medicaid ID, as the partner portal has it. Until then a check refuses the registry.',
  },
  'bad-row-npi': {
    severity: 'error',
    title: 'Write the NPI of ten digits in each row',
    hint: 'Where merged cells were saved as a CSV, the NPI stands in the first row alone: write it in each, or have it filled down. Until then a check refuses the registry.',
  },
  'bad-row-candidate': {
    severity: 'error',
    title: 'Confirm candidates, or take them out',
    hint: 'Confirm each in the partner portal, complete it, then empty its cell in the column "candidate". Until then a check refuses the registry.',
  },
  'bad-row-date': {
    severity: 'error',
    title: 'Correct dates that cannot be read',
    hint: 'Write dates as 2026-01-31, 1/31/2026 or 31-Jan-2026, and leave the cell empty where there is none. Until then a check refuses the registry.',
  },
  'bad-row-status': {
    severity: 'error',
    title: 'Correct statuses that are not understood',
    hint: 'Write Active or Terminated, or leave the cell empty. Until then a check refuses the registry.',
  },
  'bad-row': {
    severity: 'error',
    title: 'Correct rows that cannot be read',
    hint: 'They were left out of the audit. Until then a check refuses the registry.',
  },
} satisfies Record<string, KindText>;

type Kind = keyof typeof kinds;

const kindsByField: ReadonlyMap<string, Kind> = /* @__PURE__ */ new Map([
  ['npi', 'bad-row-npi'],
  ['medicaid_id', 'bad-row-medicaid-id'],
  ['provider_type', 'bad-row-provider-type'],
  ['effective_date', 'bad-row-date'],
  ['end_date', 'bad-row-date'],
  ['revalidation_date', 'bad-row-date'],
  ['last_revalidation_date', 'bad-row-date'],
  ['license_expiration', 'bad-row-date'],
  ['application_activity_date', 'bad-row-date'],
  ['status', 'bad-row-status'],
  ['candidate', 'bad-row-candidate'],
]);

/** Remarks on rows that are not in the registry. */
function* ask(rows: readonly RowProblem[]): Generator<Remark<Kind>> {
  for (const { field = '', line, reason } of rows)
    yield {
      kind: kindsByField.get(field) ?? 'bad-row',
      medicaidIds: [],
      message: `Line ${line}: ${reason}.`,
    };
}

export const badRows = { kinds, ask };
