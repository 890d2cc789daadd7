/** Whom each claim of a file is for and who bills it, read slowly from the segments alone. */

import { latin1, readable, readPieces } from '../oracle/read';

export interface Named {
  /** NM103, NM104 of the patient, NM109 of the subscriber. */
  readonly patient: string;
  /** NM103 of the billing provider, and the NPI. */
  readonly provider: string;
}

const unknown = 'UNKNOWN';

/** In file order; for files whose levels name their parents. */
export function namesIn(bytes: Uint8Array): Named[] {
  const named: Named[] = [];
  let is837 = false;
  let [level, inClaim] = ['', false];
  let [provider, subscriber, patient]: (readonly string[] | null)[] = [null, null, null];
  for (const piece of readPieces(latin1(bytes))) {
    if (piece.kind !== 'segment') continue;
    const elements = piece.elements.map(readable);
    const [tag, first, , third] = elements;
    if (tag === 'ST') {
      is837 = first === '837';
      [level, inClaim] = ['', false];
      provider = subscriber = patient = null;
    }
    if (!is837) continue;
    if (tag === 'HL') {
      [level, inClaim] = [third ?? '', false];
      if (level === '20') provider = subscriber = null;
      if (level === '22') subscriber = null;
      patient = null;
    }
    if (tag === 'NM1' && !inClaim) {
      if (level === '20' && first === '85') provider ??= elements;
      if (level === '22' && first === 'IL') subscriber ??= elements;
      if (level === '23' && first === 'QC') patient ??= elements;
    }
    if (tag !== 'CLM') continue;
    inClaim = true;
    const person = patient ?? subscriber;
    named.push({
      patient: [person?.[3] || unknown, person?.[4] ?? '', subscriber?.[9] || unknown].join(' '),
      provider: [provider?.[3] || unknown, provider?.[8] === 'XX' ? provider[9] : ''].join(' '),
    });
  }
  return named;
}
