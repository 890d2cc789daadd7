import type { Prv } from '../claim/prv';
import { trimBlanks } from '../x12/bytes';
import type { Advice } from './advice';
import type { Facts } from './rule';
import type { Taxonomy } from './taxonomy';

/** What is to be changed in the PRV of a provider: PRV03, unless another element is invalid. */
export function prvFacts(taxonomy: Taxonomy, { written }: Advice): () => Facts {
  return () => {
    const { expected, ...others } = written();
    const [fault] = taxonomy.state === 'malformed' ? taxonomy.faults : [];
    if (fault === undefined) return { element: 'PRV03', found: codeOf(taxonomy.prv), expected, ...others };
    return {
      element: fault.element,
      found: trimBlanks(fault.found) === '' ? null : fault.found,
      expected: fault.expected ?? expected,
      ...others,
    };
  };
}

/** A code that is in doubt; nothing certain can be written instead. */
export function codeFacts(code: string): () => Facts {
  return () => ({ element: 'PRV03', found: code });
}

function codeOf(prv: Prv | null): string | null {
  return prv === null || trimBlanks(prv.code) === '' ? null : prv.code;
}
