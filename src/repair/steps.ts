import type { BillingLoop, ClaimSet } from '../claim/claim';
import type { Prv, PrvSegment } from '../claim/prv';
import type { ProviderRole } from '../finding';
import { providersOf, qualifierOf } from '../rules/taxonomy';
import type { Delimiters } from '../x12/header';
import { positionOf, type Segment } from '../x12/segment';
import type { Decided, Undecided } from './choice';
import type {
  Change,
  CountEdit,
  LeftLoop,
  LeftProvider,
  LoopAtFault,
  Placed,
  ProviderAtFault,
  ProviderEdit,
  PrvEdit,
} from './repair';
import type { Splice } from './splicer';

/** One planned change, in file order. The offset of `written` is known once the splices have landed. */
export interface Step<C extends Change = Change> {
  readonly change: C;
  readonly splices: readonly Splice[];
}

/** Reports a loop as left. @param hint the hint of the finding */
export function leave(atFault: LoopAtFault, hint: string, { why, choices }: Undecided): Step<LeftLoop> {
  return { change: { type: 'left', schema: 1, ...atFault, why, hint, choices }, splices: [] };
}

/**
 * Puts the PRV where the guide requires it (DOMAIN.md §4, loop 2000A). @param inserted segments inserted into the set
 * before
 */
export function mend(
  atFault: LoopAtFault,
  { code, source, medicaidId, why }: Decided,
  { prv, misplacedPrv, position }: BillingLoop,
  { delimiters, guide }: ClaimSet,
  inserted: number,
): Step<PrvEdit> {
  const stood = prv ?? misplacedPrv;
  const separator = String.fromCharCode(delimiters.element);
  const elements = mendedElements('billing', code, stood, guide.version);
  const text = textWith(elements, stood?.text ?? 'PRV', separator);
  const removed = stood && { ...stood.position, text: stood.text };
  const start = prv?.position ?? position;
  const segment = start.segment + inserted + (prv === null ? 1 : 0);
  const { written, landed } = placed(segment, text);
  const change = prv !== null ? 'rewritten' : misplacedPrv !== null ? 'moved' : 'inserted';
  const work = prv === null ? ({ kind: 'insert', text } as const) : ({ kind: 'rewrite', elements } as const);
  const splices: Splice[] = [{ offset: start.offset, delimiters, work, landed }];
  if (change === 'moved')
    splices.push({ offset: misplacedPrv!.position.offset, delimiters, work: { kind: 'remove' } });
  const taxonomy = code;
  return {
    change: {
      type: 'edit',
      schema: 1,
      ...atFault,
      change,
      source,
      taxonomy,
      medicaidId,
      why,
      removed,
      written,
    },
    splices,
  };
}

/** Puts the PRV of a rendering or attending provider right after its NM1, or rewrites it in place. */
export function mendProvider(
  atFault: ProviderAtFault,
  { code, source, medicaidId, why }: Decided,
  prv: PrvSegment | null,
  { delimiters, guide }: ClaimSet,
  inserted: number,
): Step<ProviderEdit> {
  const separator = String.fromCharCode(delimiters.element);
  const elements = mendedElements(atFault.provider.role, code, prv, guide.version);
  const text = textWith(elements, prv?.text ?? 'PRV', separator);
  const removed = prv && { ...prv.position, text: prv.text };
  const start = prv?.position ?? atFault.position;
  const { written, landed } = placed(start.segment + inserted + (prv === null ? 1 : 0), text);
  const work = prv === null ? ({ kind: 'insert', text } as const) : ({ kind: 'rewrite', elements } as const);
  const change = prv === null ? 'inserted' : 'rewritten';
  return {
    change: {
      type: 'provider-edit',
      schema: 1,
      ...atFault,
      change,
      source,
      taxonomy: code,
      medicaidId,
      why,
      removed,
      written,
    },
    splices: [{ offset: start.offset, delimiters, work, landed }],
  };
}

/** Reports a provider as left. @param hint the hint of the finding */
export function leaveProvider(
  atFault: ProviderAtFault,
  hint: string,
  { why, choices }: Undecided,
): Step<LeftProvider> {
  return { change: { type: 'provider-left', schema: 1, ...atFault, why, hint, choices }, splices: [] };
}

/**
 * Adds the inserted segments to SE01 and corrects nothing else in it: a wrong count stays wrong by the same amount.
 * null if it is not a number.
 */
export function recount(
  file: string | null,
  { interchange, group, transaction, delimiters }: ClaimSet,
  trailer: Segment,
  inserted: number,
): Step<CountEdit> | null {
  const stated = trailer.text(1);
  if (!/^\d{1,10}$/.test(stated)) return null;
  const count = String(Number(stated) + inserted).padStart(stated.length, '0');
  const separator = String.fromCharCode(delimiters.element);
  const position = positionOf(trailer);
  const elements = new Map([[1, count]]);
  const text = shownText(trailer.whole, delimiters);
  const { written, landed } = placed(position.segment + inserted, textWith(elements, text, separator));
  const removed = { ...position, text };
  const work = { kind: 'rewrite', elements } as const;
  return {
    change: { type: 'count', schema: 1, file, interchange, group, transaction, removed, written },
    splices: [{ offset: position.offset, delimiters, work, landed }],
  };
}

/** The most to show of malformed elements. */
const shown = { elements: 5, characters: 20 };

/** The text of an HL or SE segment, without elements that such a segment cannot have. */
export function shownText(text: string, { element }: Delimiters): string {
  const separator = String.fromCharCode(element);
  const elements = text.split(separator).slice(0, shown.elements);
  return elements.map((one) => one.slice(0, shown.characters)).join(separator);
}

/** A segment whose offset is set later. */
function placed(segment: number, text: string) {
  const written = { offset: 0, segment, text };
  const landed = (offset: number) => {
    written.offset = offset;
  };
  return { written: written as Placed, landed };
}

/** PRV01 to PRV03 as they should be; correct ones are kept. */
function mendedElements(
  role: ProviderRole,
  code: string,
  stood: Prv | null,
  version: Parameters<typeof qualifierOf>[0],
): ReadonlyMap<number, string> {
  const valid = providersOf(role, version);
  const provider = valid.find((one) => one === stood?.provider) ?? valid[0]!;
  return new Map([
    [1, provider],
    [2, qualifierOf(version)],
    [3, code],
  ]);
}

/** A segment with some elements replaced. */
function textWith(elements: ReadonlyMap<number, string>, text: string, separator: string): string {
  const parts = text.split(separator);
  for (const [n, element] of elements) parts[n] = element;
  return parts.join(separator);
}
