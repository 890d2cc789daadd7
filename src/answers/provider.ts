import type { Segment } from '../x12/segment';
import type { AnswerProvider } from './answer';

export const nobody: AnswerProvider = { npi: '', name: '' };

/** The provider of an NM1. */
export function providerIn(nm1: Segment): AnswerProvider {
  const name = [nm1.text(3).trim(), nm1.text(4).trim()].filter(Boolean).join(', ');
  return { npi: npiIn(nm1, 8), name };
}

/** The NPI after a qualifier XX in element n; '' if absent. */
export function npiIn(segment: Segment, n: number): string {
  const id = segment.text(n + 1).trim();
  return segment.is(n, 'XX') && /^\d{10}$/.test(id) ? id : '';
}
