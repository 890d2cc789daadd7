import type { AnswerKind } from '../../answers/answer';
import { type AnswerExplained, explainAnswer } from '../../answers/explain';
import type { ComparedClaim, ComparisonRow } from '../../compare/comparison-rows';
import type { ComparisonTotals } from '../../compare/tallies';

/** A code with which claims were turned down, in words. */
export interface CodeShown {
  readonly explained: AnswerExplained;
  readonly claims: number;
  /** The first claim numbers (CLM01). */
  readonly ids: readonly string[];
}

/** What the page shows of a comparison. Plain JSON. */
export interface ComparedShown {
  readonly totals: ComparisonTotals;
  /** Missed claims and false alarms; the first ones. */
  readonly claims: readonly ComparedClaim[];
  /** Most claims first. */
  readonly codes: readonly CodeShown[];
}

const CLAIMS_KEPT = 2000;
const CODES_KEPT = 100;
const IDS_KEPT = 10;
const GROUPS_KEPT = 200;

/** Collects what the page shows of a comparison. */
export class ComparedDigest {
  private readonly claims: ComparedClaim[] = [];
  private readonly codes = new Map<string, { explained: AnswerExplained; claims: number; ids: string[] }>();

  add(row: ComparisonRow): void {
    if (row.type === 'unmatched-answer') return this.addCodes(row.id, [row]);
    const isKept = row.class === 'missed' || row.class === 'false-alarm';
    if (isKept && this.claims.length < CLAIMS_KEPT) this.claims.push(row);
    this.addCodes(row.id, row.answers);
  }

  shown(totals: ComparisonTotals): ComparedShown {
    const { providers, payers, rules, suggestions } = totals;
    const few = {
      providers: providers.slice(0, GROUPS_KEPT),
      payers: payers.slice(0, GROUPS_KEPT),
      rules: rules.slice(0, GROUPS_KEPT),
      suggestions: suggestions.slice(0, GROUPS_KEPT),
    };
    const codes = [...this.codes.values()].sort((a, b) => b.claims - a.claims);
    return { totals: { ...totals, ...few }, claims: this.claims, codes };
  }

  private addCodes(
    id: string,
    answers: readonly Pick<ComparedClaim['answers'][0], 'kind' | 'outcome' | 'reason'>[],
  ): void {
    const refusals = answers.filter(({ outcome }) => outcome === 'rejected' || outcome === 'denied');
    const codes = new Set(refusals.flatMap(({ kind, reason }) => codesIn(kind, reason.split(', '))));
    for (const code of codes) {
      const known = this.codes.get(code) ?? this.explained(code);
      if (known === null) continue;
      known.claims++;
      if (known.ids.length < IDS_KEPT) known.ids.push(id);
    }
  }

  private explained(code: string) {
    const explained = this.codes.size < CODES_KEPT ? explainAnswer(code) : null;
    if (explained === null) return null;
    const shown = { explained, claims: 0, ids: [] };
    this.codes.set(code, shown);
    return shown;
  }
}

/** The codes of an answer as `explain` takes them: statuses, or reasons, each with the remarks about a taxonomy. */
function codesIn(kind: AnswerKind, codes: readonly string[]): string[] {
  if (kind !== '835') return codes.filter((code) => code.includes(':')).map((code) => `277CA:${code}`);
  const reasons = codes.flatMap((code) => /^(?!PR)[A-Z]{2}-(\w+)$/.exec(code)?.[1] ?? []);
  const pairs = codes
    .filter((code) => /^[MN]A?\d+$/.test(code))
    .flatMap((remark) => reasons.map((reason) => `CARC${reason}+${remark}`))
    .filter((code) => explainAnswer(code)?.isTaxonomy === true);
  return pairs.length > 0 ? pairs : reasons.map((reason) => `CARC${reason}`);
}
