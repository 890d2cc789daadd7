import type { ComparedClaim, ComparisonRow, UnmatchedAnswer } from '../../compare/comparison-rows';
import { type Cell, cells, csvMark, csvRow } from '../csv';
import type { CompareReport } from './compare-report';

const last = (row: ComparedClaim) => row.answers.at(-1);

/** Columns, of a claim and of an answer without one. */
const columns: Readonly<
  Record<string, readonly [(row: ComparedClaim) => Cell, (row: UnmatchedAnswer) => Cell]>
> = {
  class: [(row) => row.class, (row) => `answer-${row.why}`],
  claim_id: [(row) => row.id, (row) => row.id],
  charge: [(row) => row.charge, (row) => row.charge],
  npi: [(row) => row.npi, (row) => row.npi],
  provider: [(row) => row.provider, () => null],
  payer_id: [(row) => row.payerId, (row) => row.payerId],
  payer_name: [(row) => row.payerName, (row) => row.payerName],
  service_from: [(row) => row.serviceFrom, () => null],
  service_to: [(row) => row.serviceTo, () => null],
  submitted: [(row) => row.submitted, () => null],
  answered: [(row) => row.answered, (row) => row.day],
  days: [(row) => row.days, () => null],
  outcome: [(row) => row.outcome, () => null],
  rules: [(row) => row.rules.join('; '), () => null],
  taxonomy: [(row) => row.taxonomy, () => null],
  roles: [(row) => row.roles.join('; '), () => null],
  answer: [(row) => last(row)?.outcome ?? null, (row) => row.outcome],
  kinds: [(row) => [...new Set(row.answers.map(({ kind }) => kind))].join('; '), (row) => row.kind],
  reasons: [
    (row) =>
      row.answers
        .map(({ reason }) => reason)
        .filter(Boolean)
        .join('; '),
    (row) => row.reason,
  ],
  payer_claim_id: [(row) => last(row)?.payerClaimId ?? null, (row) => row.payerClaimId],
  paid: [(row) => row.paid, () => null],
  suggestion: [(row) => row.suggestion?.text ?? null, () => null],
  setting: [(row) => row.suggestion?.setting ?? null, () => null],
  file: [(row) => row.file, (row) => row.file],
  interchange: [(row) => row.interchange, () => null],
  transaction: [(row) => row.transaction, () => null],
  offset: [(row) => row.offset, (row) => row.offset],
};

/** One row per claim and per answer without a claim, for a spreadsheet. */
export function compareCsv(): CompareReport {
  const ofClaim = Object.values(columns).map(([claim]) => claim);
  const ofAnswer = Object.values(columns).map(([, answer]) => answer);
  return {
    begin: () => csvMark + csvRow(Object.keys(columns)),
    row: (row: ComparisonRow) =>
      `${row.type === 'compared-claim' ? cells(ofClaim, row) : cells(ofAnswer, row)}\r\n`,
    end: () => '',
  };
}
