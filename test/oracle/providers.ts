/** The rendering and attending providers of a claim: which NM1 is one, and which PRVs are its own. */

import type { ClaimKind } from '../../src/finding';
import type { Guide } from './guide';
import { hasData } from './read';
import type { Segment } from './set';

export type Role = 'rendering' | 'attending';

export interface Provider {
  readonly role: Role;
  readonly loop: '2310A' | '2310B' | '2420A';
  readonly name: Segment;
  /** Every PRV of its loop. */
  readonly taxonomies: Segment[];
  /** The line that it stands in; null at the claim. */
  readonly line: Line | null;
}

export interface Line {
  /** LX01. */
  readonly number: string;
}

/** What a claim says of its providers. */
export interface Providers {
  readonly kind: ClaimKind;
  readonly all: Provider[];
  readonly lines: Line[];
  /** Where the segments stand that come next. */
  at: 'claim' | 'other payer' | 'line' | 'adjudication';
  /** The loop that is open. */
  open: Provider | null;
}

export const mostProviders = 1000;

/** What an unknown guide bills, its CLM05 says. */
export function kindOf(guide: Guide, facility: readonly string[]): ClaimKind {
  return guide.kind ?? (facility[1] === 'A' ? 'institutional' : 'professional');
}

export function noProviders(kind: ClaimKind): Providers {
  return { kind, all: [], lines: [], at: 'claim', open: null };
}

/** Reads one segment after the CLM; false where it is the name of one provider too many. */
export function readProvider(providers: Providers, segment: Segment): boolean {
  const [tag, first = ''] = segment.elements;
  switch (tag) {
    case 'SBR':
      providers.at = 'other payer';
      providers.open = null;
      break;
    case 'LX':
      providers.at = 'line';
      providers.lines.push({ number: first });
      providers.open = null;
      break;
    case 'SVD':
      if (providers.at === 'line') providers.at = 'adjudication';
      providers.open = null;
      break;
    case 'NM1': {
      providers.open = null;
      const found = hasData(segment.elements) ? providerOf(providers, segment) : null;
      if (found === null) break;
      if (providers.all.length === mostProviders) return false;
      providers.all.push(found);
      providers.open = found;
      break;
    }
    case 'PRV':
      if (hasData(segment.elements)) providers.open?.taxonomies.push(segment);
  }
  return true;
}

function providerOf({ kind, at, lines }: Providers, name: Segment): Provider | null {
  const provider = { name, taxonomies: [] };
  const entity = name.elements[1];
  if (kind === 'institutional') {
    if (entity !== '71' || at !== 'claim') return null;
    return { ...provider, role: 'attending', loop: '2310A', line: null };
  }
  if (entity !== '82') return null;
  if (at === 'claim') return { ...provider, role: 'rendering', loop: '2310B', line: null };
  if (at === 'line') return { ...provider, role: 'rendering', loop: '2420A', line: lines.at(-1)! };
  return null;
}
