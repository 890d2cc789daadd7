import type { Case } from './case';
import { payersById } from './payers-in-scope';
import { idsOf, type Payer, plainId } from './policy';
import type { ClaimRule } from './rule';

export const payerInactive: ClaimRule = {
  id: 'payer-inactive',
  severity: 'warning',
  title: 'The payer did not serve Kentucky Medicaid on the service dates',
  why: 'The list of payers in the settings says from when to when the payer serves Kentucky Medicaid. The claim was served on no such day.',
  fix: 'Find out who covered the patient on the dates of service and send the claim there; or correct the dates in the list of payers.',
  snip: 7,
  acknowledgement: null,
  label: 'Payer was not serving Medicaid',
  remedy: {
    act: 'Find out who covered the patient, and correct the',
    at: {
      field: 'payer',
      place: 'loop 2010BB NM109',
    },
  },
  check({ payer, from, to, policy }) {
    if (payer === null || from === null || to === null) return null;
    const isOver = payer.to !== undefined && from > payer.to;
    const isEarly = payer.from !== undefined && to < payer.from;
    if (!isOver && !isEarly) return null;
    return {
      message: isOver
        ? `${named(payer)} served Kentucky Medicaid until ${payer.to}; the claim was served later.`
        : `${named(payer)} serves Kentucky Medicaid from ${payer.from} on; the claim was served earlier.`,
      hint:
        (isOver ? successorOf(payer, policy) : '') +
        'Find out who covered the patient on the dates of service and send the claim there; or correct the dates in the list of payers.',
      facts: () => ({ element: 'NM109', expected: payer.successor === undefined ? null : [payer.successor] }),
      position: null,
      loop: '2010BB',
    };
  },
};

function named(payer: Payer): string {
  const [id] = idsOf(payer);
  return payer.name === undefined ? `Payer ${id}` : `${payer.name} (${id})`;
}

function successorOf({ successor }: Payer, { payers }: Case['policy']): string {
  if (successor === undefined) return '';
  const listed = payersById(payers).get(plainId(successor));
  return `Its successor is ${listed === undefined ? successor : named(listed)}. `;
}
