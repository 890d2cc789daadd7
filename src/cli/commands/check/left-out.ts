import { countOf } from '../../../values/numbers';
import type { Log } from '../../output/log';
import type { CheckSettings } from '../../settings/settings';

type Outputs = CheckSettings['outputs'];

/** Before a check: warns that a 277CA requested alone may not cover every claim. */
export function warnOfClaimsLeftOut(outputs: Outputs, log: Log): void {
  const unasked = unaskedBeside277(outputs);
  if (unasked.length === 0) return;
  log.note(
    `a 277CA leaves out claims whose set, group or interchange is rejected as a whole; to answer every claim, add ${flagsFor(unasked)}`,
  );
}

/** After a check: a note for claims covered by another acknowledgement, a problem for claims covered by none. */
export function reportClaimsLeftOut(claims: number, outputs: Outputs, log: Log): void {
  if (claims === 0) return;
  const unasked = unaskedBeside277(outputs);
  const leftOut = `not in the 277CA: ${countOf(claims, 'claim')}, whose set, group or interchange`;
  if (unasked.length === 0) log.note(`${leftOut} the 999 or TA1 rejects`);
  else log.problem(`${leftOut} is rejected as a whole. To answer every claim, add ${flagsFor(unasked)}.`);
}

function unaskedBeside277(outputs: Outputs): string[] {
  const asked = outputs.map(({ format }) => format);
  return asked.includes('277ca') ? (['999', 'ta1'] as const).filter((format) => !asked.includes(format)) : [];
}

function flagsFor(formats: readonly string[]): string {
  return formats.map((format) => `--format ${format}:FILE`).join(' ');
}
