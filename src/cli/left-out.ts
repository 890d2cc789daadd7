import { countOf } from '../report/numbers';
import type { CheckSettings } from './settings';
import type { Talk } from './talk';

type Outputs = CheckSettings['outputs'];

/** Before a check: a 277CA that is asked for by itself may not answer every claim. */
export function warnOfClaimsLeftOut(outputs: Outputs, talk: Talk): void {
  const unasked = unaskedBeside277(outputs);
  if (unasked.length === 0) return;
  talk.note(
    `a 277CA leaves out claims whose set, group or interchange the 999 or TA1 rejects; ask for these too: ${flagsFor(unasked)}`,
  );
}

/** After a check. Claims that are answered elsewhere are worth a note; those that nothing answers must not be missed. */
export function tellClaimsLeftOut(claims: number, outputs: Outputs, talk: Talk): void {
  if (claims === 0) return;
  const unasked = unaskedBeside277(outputs);
  const which = `${countOf(claims, 'claim')}, whose set, group or interchange the 999 or TA1`;
  if (unasked.length === 0) talk.note(`not in the 277CA: ${which} rejects`);
  else talk.problem(`not in the 277CA: ${which} would reject. Ask for these too: ${flagsFor(unasked)}.`);
}

function unaskedBeside277(outputs: Outputs): string[] {
  const asked = outputs.map(({ format }) => format);
  return asked.includes('277ca') ? (['999', 'ta1'] as const).filter((format) => !asked.includes(format)) : [];
}

function flagsFor(formats: readonly string[]): string {
  return formats.map((format) => `--format ${format}:FILE`).join(' ');
}
