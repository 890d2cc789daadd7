import type { AnswerKind, ScopeAnswer } from '../answers/answer';
import { statusText } from '../answers/taxonomy-answers';
import type { Day } from '../values/dates';
import { dayNumber, isSameId } from './answer-store';
import type { ClaimStore, SentSet } from './claim-store';
import { bitOf } from './roles';

/** An answer to all claims of a set, or of one billing provider in it. */
export interface SetAnswer {
  readonly kind: AnswerKind;
  readonly file: string | null;
  readonly day: Day;
  readonly isRejection: boolean;
  readonly reason: string;
  /** As in `Said`. */
  readonly roles: number;
  /** The NPI, for one billing provider; null: all claims. */
  readonly npi: string | null;
  /** Places of PRV segments that a 999 or 997 finds fault with, counted from ST = 1. */
  readonly prvs: readonly number[];
}

/** Whether an answer found the one thing that it is about. */
export type Found = 'one' | 'none' | 'several';

/** Finds the sets that an answer to an interchange, a group, a set or a submission is about. */
export class SentSets {
  private readonly answers = new Map<SentSet, SetAnswer[]>();
  private readonly byControl = new Map<string, SentSet[]>();

  constructor({ sets }: Pick<ClaimStore, 'sets'>) {
    for (const set of sets) {
      const { interchange, group, transaction, reference } = set;
      const keys = [
        `interchange\0${interchange}`,
        `group\0${group}`,
        `set\0${group}\0${transaction}`,
        `submission\0${reference}`,
      ];
      for (const key of keys) {
        const known = this.byControl.get(key);
        if (known === undefined) this.byControl.set(key, [set]);
        else known.push(set);
      }
    }
  }

  /** The answers to a set, and to the claims of an NPI in it. */
  *answersTo(set: SentSet, npi: string): Generator<SetAnswer, void, undefined> {
    for (const answer of this.answers.get(set) ?? [])
      if (answer.npi === null || answer.npi === npi) yield answer;
  }

  add(answer: ScopeAnswer): Found {
    const { found, sets } = this.find(answer);
    const complaint = setAnswerOf(answer);
    for (const set of sets) {
      const known = this.answers.get(set);
      if (known === undefined) this.answers.set(set, [complaint]);
      else known.push(complaint);
    }
    return found;
  }

  private find(answer: ScopeAnswer): { found: Found; sets: readonly SentSet[] } {
    const known = (this.byControl.get(keyOf(answer)) ?? []).filter(
      ({ day }) => day === 0 || answer.day === null || day <= dayNumber(answer.day),
    );
    const sets = preferred(narrowByParties(known, answer), ({ guides }) =>
      guides.some((guide) => isSameId(guide, answer.guide)),
    );
    if (sets.length === 0) return { found: 'none', sets };
    // A copy of a file holds the same sets.
    const files = new Map<string | null, Set<string>>();
    for (const { file, identity } of sets) files.set(file, (files.get(file) ?? new Set()).add(identity));
    const [first, ...others] = [...files.values()].map((identities) => [...identities].sort().join('\n'));
    if (others.some((other) => other !== first)) return { found: 'several', sets: [] };
    return { found: 'one', sets };
  }
}

function keyOf({ scope, answered, reference }: ScopeAnswer): string {
  if (scope === 'interchange') return `interchange\0${answered.interchange}`;
  if (scope === 'group') return `group\0${answered.group}`;
  if (scope === 'set') return `set\0${answered.group}\0${answered.transaction}`;
  return `submission\0${reference}`;
}

/** Those that went to the sender of the answer, and came from its receiver, where any did: IDs of GS or ISA. */
export function narrowByParties(
  sets: readonly SentSet[],
  { senders, receivers }: Pick<ScopeAnswer, 'senders' | 'receivers'>,
): readonly SentSet[] {
  const share = (a: readonly string[], b: readonly string[]) =>
    a.some((id) => b.some((other) => isSameId(id, other)));
  const asked = preferred(sets, (set) => share(set.receivers, senders));
  return preferred(asked, (set) => share(set.senders, receivers));
}

/** Those that agree, or all if none does. */
export function preferred<T>(all: readonly T[], agrees: (one: T) => boolean): readonly T[] {
  if (all.length < 2) return all;
  const some = all.filter(agrees);
  return some.length > 0 ? some : all;
}

function setAnswerOf(answer: ScopeAnswer): SetAnswer {
  const { kind, file, day, outcome, codes, statuses, segments, billing, scope, taxonomy } = answer;
  return {
    kind,
    file,
    day: dayNumber(day),
    isRejection: outcome === 'rejected' || outcome === 'denied',
    reason: [...statuses.map(statusText), ...codes].join(', '),
    roles: taxonomy.reduce((bits, { role }) => bits | bitOf(role), 0),
    npi: scope === 'provider' ? billing.npi : null,
    prvs: segments.filter(({ segment }) => segment === 'PRV').map(({ position }) => position),
  };
}
