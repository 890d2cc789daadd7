/** Elements of the segments that prvcheck writes in a 277CA and a 999, from the public guide maps alone. */

import { keyOf, type TransactionSet } from './structure';

/** What the guide map says of elements: required or not, least and greatest length. */
type Rule = readonly [usage: 'R' | 'S' | 'N', least?: number, most?: number, values?: RegExp];

const id: Rule = ['R', 2, 80];
const trace: Rule = ['R', 1, 50];
const day: Rule = ['R', 8, 8, /^\d{8}$/];
const amount: Rule = ['R', 1, 20, /^-?\d*(\.\d+)?$/];
const none: Rule = ['N'];
const statuses = /^[A-Z]\d:\d+:(71|82|85|PR|AY)$/;
const person: readonly Rule[] = [
  ['R', 1, 60],
  ['S', 1, 35],
  ['S', 1, 25],
  ['S', 1, 10],
  ['S', 1, 10],
];
const submitter: readonly Rule[] = [...person.slice(0, 3), none, none];
const firm: readonly Rule[] = [['R', 1, 60], none, none, none, none];

const elements: Readonly<Record<string, readonly Rule[]>> = {
  BHT: [['R', 4, 4], ['R', 2, 2], trace, day, ['R', 4, 8, /^([01]\d|2[0-3])[0-5]\d$/], ['R', 2, 2]],
  HL20: [['R', 1, 12], none, ['R'], ['R', 1, 1, /^1$/]],
  HL21: [['R', 1, 12], ['R', 1, 12], ['R'], ['R', 1, 1, /^[01]$/]],
  HL19: [['R', 1, 12], ['R', 1, 12], ['R'], ['R', 1, 1, /^1$/]],
  HLPT: [['R', 1, 12], ['R', 1, 12], ['R']],
  NM1PR: [['R'], ['R', 1, 1, /^2$/], ...firm, ['R', 2, 2, /^(46|FI|PI|XV)$/], id],
  NM1AY: [['R'], ['R', 1, 1, /^2$/], ...firm, ['R', 2, 2, /^(46|FI|PI|XV)$/], id],
  NM141: [['R'], ['R', 1, 1, /^[12]$/], ...submitter, ['R', 2, 2, /^46$/], id],
  NM185: [['R'], ['R', 1, 1, /^[12]$/], ...person, ['R', 2, 2, /^(FI|SV|XX)$/], id],
  NM1QC: [['R'], ['R', 1, 1, /^1$/], ...person, ['R', 2, 2, /^(II|MI)$/], id],
  TRN1: [['R'], trace],
  TRN2: [['R'], trace],
  DTP050: [['R'], ['R', 2, 2, /^D8$/], day],
  DTP009: [['R'], ['R', 2, 2, /^D8$/], day],
  DTP472: [['R'], ['R', 2, 3, /^R?D8$/], ['R', 8, 17, /^\d{8}(-\d{8})?$/]],
  STC: [
    ['R', 4, 12, statuses],
    ['S', 8, 8],
    ['R', 1, 2, /^(U|WQ)$/],
    amount,
    none,
    none,
    none,
    none,
    none,
    ['S', 4, 12, /^A7:569$/],
    none,
    ['S', 1, 264],
  ],
  QTY: [['R'], ['R', 1, 15, /^\d+$/]],
  AMT: [['R'], amount],
  REF: [['R'], trace],
  AK1: [
    ['R', 2, 2, /^HC$/],
    ['R', 1, 9, /^\d+$/],
    ['R', 1, 12],
  ],
  AK2: [
    ['R', 3, 3, /^\d{3}$/],
    ['R', 4, 9],
    ['S', 1, 35],
  ],
  IK3: [['R', 2, 3], ['R', 1, 10, /^\d+$/], none, ['R', 1, 3, /^[1-8]$/]],
  IK4: [
    ['R', 1, 2, /^\d+$/],
    ['S', 1, 4, /^\d+$/],
    ['R', 1, 3, /^([1-9]|1[0-3])$/],
  ],
  IK5: [['R', 1, 1, /^[AER]$/], ...Array<Rule>(5).fill(['S', 1, 3, /^[1-7]$/])],
  AK9: [
    ['R', 1, 1, /^[AEPR]$/],
    ...Array<Rule>(3).fill(['R', 1, 6, /^\d+$/]),
    ...Array<Rule>(5).fill(['S', 1, 3, /^[1-6]$/]),
  ],
};

/** Elements of the segments that prvcheck writes: there where required, of a length and kind that the maps allow. */
export function elementFaults({ body }: TransactionSet): string[] {
  return body.flatMap((segment) => {
    const key = keyOf(segment);
    const rules = elements[key] ?? elements[segment[0]!] ?? [];
    const faults = rules.flatMap(([usage, least = 1, most = 80, values], index) => {
      const value = segment[index + 1] ?? '';
      const name = `${key}${String(index + 1).padStart(2, '0')}`;
      if (value === '') return usage === 'R' ? [`${name} is missing`] : [];
      if (usage === 'N') return [`${name} must not be there: ${value}`];
      const isPlain = /^[ -~]+$/.test(value) && value.trim() === value;
      const isRight = value.length >= least && value.length <= most && (values?.test(value) ?? true);
      return isPlain && isRight ? [] : [`${name} cannot be "${value}"`];
    });
    return segment.length - 1 > rules.length ? [...faults, `${segment.join('*')} is too long`] : faults;
  });
}
