import type { AnswerKind, ScopeAnswer } from '../answers/answer';
import { statusText } from '../answers/taxonomy-answers';
import type { Day } from '../values/dates';
import { dayNumber, isSameId } from './answer-store';
import type { Names } from './names';
import { Distinct, Numbers } from './numbers';
import { bitOf } from './roles';
import type { Channel, Control, SetStore } from './set-store';

/** An answer to all claims of a set, or of one billing provider in it: few differ but for the day. */
export interface SetAnswer {
  readonly kind: AnswerKind;
  readonly file: string | null;
  readonly isRejection: boolean;
  readonly reason: string;
  /** As in `Said`. */
  readonly roles: number;
  /** The NPI, for one billing provider; null: all claims. */
  readonly npi: string | null;
  /** Places of PRV segments that a 999 or 997 finds fault with, counted from ST = 1. */
  readonly prvs: readonly number[];
}

/** Whom an answer is from and to, and what it is about. */
interface AnswerRoute {
  readonly scope: ScopeAnswer['scope'];
  readonly senders: readonly [string, string];
  readonly receivers: readonly [string, string];
  readonly guide: string;
}

/** Whether an answer found the one thing that it is about. */
export type Found = 'one' | 'none' | 'several';

/** The control numbers by which sets are found, the first one first. */
const keys: Readonly<Record<ScopeAnswer['scope'], readonly Control[]>> = {
  interchange: ['interchange'],
  group: ['group'],
  set: ['group', 'transaction'],
  submission: ['reference'],
  provider: ['reference'],
};

/** In more files, none is looked for: numbers that are all the same tell nothing. */
const MOST_CHANNELS = 1000;

/** Answers to interchanges, groups, sets and submissions, and the sets that they are to, in columns. */
export class SentSets {
  private readonly routes = new Distinct<AnswerRoute>();
  private readonly answers = new Distinct<SetAnswer>();
  private readonly routeNumbers = new Numbers(Int32Array);
  private readonly answerNumbers = new Numbers(Int32Array);
  private readonly days = new Numbers(Int32Array);
  private readonly firsts = new Numbers(Uint32Array);
  private readonly seconds = new Numbers(Uint32Array);
  /** Of each set, the last link; of each link, the answer and the link before. -1: none. */
  private readonly lasts = new Numbers(Int32Array);
  private readonly linked = new Numbers(Int32Array);
  private readonly befores = new Numbers(Int32Array);
  private readonly orders = new Map<string, Uint32Array>();

  constructor(
    private readonly sets: SetStore,
    private readonly names: Names,
  ) {}

  get length(): number {
    return this.days.length;
  }

  add(answer: ScopeAnswer): void {
    const { scope, senders, receivers, guide, answered, reference } = answer;
    const route = { scope, senders, receivers, guide };
    const said = setAnswerOf(answer);
    this.routeNumbers.push(this.routes.number(JSON.stringify(route), () => route));
    this.answerNumbers.push(this.answers.number(JSON.stringify(said), () => said));
    this.days.push(dayNumber(answer.day));
    const texts = { ...answered, reference };
    const [first, second] = keys[scope].map((control) => this.names.number(texts[control]?.trim() ?? ''));
    this.firsts.push(first!);
    this.seconds.push(second ?? 0);
  }

  /** Finds the sets of all answers. Call it once, after all claims. */
  *match(): Generator<Found, void, undefined> {
    for (let set = 0; set < this.sets.length; set++) this.lasts.push(-1);
    for (let answer = 0; answer < this.length; answer++) yield this.attach(answer);
  }

  /** The answers to a set, and to the claims of an NPI in it. */
  *answersTo(set: number, npi: string): Generator<SetAnswer & { readonly day: Day }, void, undefined> {
    for (let link = this.lasts.at(set); link !== -1; link = this.befores.at(link)) {
      const number = this.linked.at(link);
      const answer = this.answers.values[this.answerNumbers.at(number)]!;
      if (answer.npi === null || answer.npi === npi) yield { ...answer, day: this.days.at(number) };
    }
  }

  private attach(answer: number): Found {
    const route = this.routes.values[this.routeNumbers.at(answer)]!;
    const runs = this.runsOf(answer, keys[route.scope]);
    if (runs.length > MOST_CHANNELS) return 'several';
    const day = this.days.at(answer);
    const sent = runs.filter(({ sets: [first] }) => day === 0 || this.sets.day(first!) <= day);
    const asked = preferred(narrowByParties(sent, route), ({ channel: { guides } }) =>
      guides.some((guide) => isSameId(guide, route.guide)),
    );
    if (asked.length === 0) return 'none';
    if (!this.isOneFile(asked)) return 'several';
    for (const { sets } of asked) for (const set of sets) this.link(set, answer);
    return 'one';
  }

  private link(set: number, answer: number): void {
    this.linked.push(answer);
    this.befores.push(this.lasts.at(set));
    this.lasts.set(set, this.linked.length - 1);
  }

  /** The sets with the control numbers of an answer, by channel; a few too many, if there are very many. */
  private runsOf(answer: number, controls: readonly Control[]): Run[] {
    const wanted = [this.firsts.at(answer), this.seconds.at(answer)].slice(0, controls.length);
    const order = this.orderBy(controls);
    const { sets } = this;
    const compare = (set: number, channel: number) => {
      for (const [n, control] of controls.entries()) {
        const difference = sets.control(set, control) - wanted[n]!;
        if (difference !== 0) return difference;
      }
      return sets.channelNumber(set) - channel;
    };
    const runs: Run[] = [];
    for (let at = placeIn(order, (set) => compare(set, -1) < 0); runs.length <= MOST_CHANNELS; ) {
      const set = order[at];
      if (set === undefined) break;
      const channel = sets.channelNumber(set);
      if (compare(set, channel) !== 0) break;
      const end = placeIn(order, (other) => compare(other, channel) <= 0);
      runs.push({ channel: sets.channel(set), sets: order.subarray(at, end) });
      at = end;
    }
    return runs;
  }

  /** Sets by these control numbers, then by channel. */
  private orderBy(controls: readonly Control[]): Uint32Array {
    const known = this.orders.get(controls.join());
    if (known !== undefined) return known;
    const { sets } = this;
    const order = Uint32Array.from({ length: sets.length }, (_, set) => set);
    order.sort((a, b) => {
      for (const control of controls) {
        const difference = sets.control(a, control) - sets.control(b, control);
        if (difference !== 0) return difference;
      }
      return sets.channelNumber(a) - sets.channelNumber(b) || a - b;
    });
    this.orders.set(controls.join(), order);
    return order;
  }

  /** Whether all sets are of one file, or of copies of it. */
  private isOneFile(runs: readonly Run[]): boolean {
    const files = new Map<string | null, number[]>();
    for (const { channel, sets } of runs)
      files.set(channel.file, [...(files.get(channel.file) ?? []), ...sets]);
    const [first = [], ...others] = files.values();
    return others.every(
      (other) =>
        other.length === first.length && other.every((set, n) => this.sets.areCopies(set, first[n]!)),
    );
  }
}

/** The sets of one channel. */
interface Run {
  readonly channel: Channel;
  readonly sets: Uint32Array;
}

/** How many come before, in an order that has them first. */
function placeIn(order: Uint32Array, isBefore: (set: number) => boolean): number {
  let [low, high] = [0, order.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(order[middle]!)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Those that went to the sender of the answer, and came from its receiver, where any did: IDs of GS or ISA. */
export function narrowByParties<T extends { readonly channel: Channel }>(
  all: readonly T[],
  { senders, receivers }: Pick<ScopeAnswer, 'senders' | 'receivers'>,
): readonly T[] {
  const share = (a: readonly string[], b: readonly string[]) =>
    a.some((id) => b.some((other) => isSameId(id, other)));
  const asked = preferred(all, ({ channel }) => share(channel.receivers, senders));
  return preferred(asked, ({ channel }) => share(channel.senders, receivers));
}

/** Those that agree, or all if none does. */
export function preferred<T>(all: readonly T[], agrees: (one: T) => boolean): readonly T[] {
  if (all.length < 2) return all;
  const some = all.filter(agrees);
  return some.length > 0 ? some : all;
}

function setAnswerOf(answer: ScopeAnswer): SetAnswer {
  const { kind, file, outcome, codes, statuses, segments, billing, scope, taxonomy } = answer;
  return {
    kind,
    file,
    isRejection: outcome === 'rejected' || outcome === 'denied',
    reason: [...statuses.map(statusText), ...codes].join(', '),
    roles: taxonomy.reduce((bits, { role }) => bits | bitOf(role), 0),
    npi: scope === 'provider' ? billing.npi : null,
    prvs: segments.filter(({ segment }) => segment === 'PRV').map(({ position }) => position),
  };
}
