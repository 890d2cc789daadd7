import { claimKinds, placeOfField } from './remedy';
import type { ClaimRule, EnvelopeRule } from './rule';

/** What there is to say of a rule besides its title: texts with headings, and a last one without. */
export function explanationOf(
  rule: Omit<ClaimRule, 'id'> | EnvelopeRule,
): readonly (readonly [heading: 'Why' | 'What to do' | 'Where to enter it' | null, text: string])[] {
  const { why, fix, snip, acknowledgement } = rule;
  const { at = null, advice = {} } = 'remedy' in rule ? rule.remedy : {};
  const place = at && placeOfField(at, claimKinds);
  const answer = acknowledgement === null ? '' : ` Acknowledged with ${acknowledgement}.`;
  return [
    ['Why', why],
    ['What to do', [fix, ...Object.values(advice)].join(' ')],
    ...(place === null ? [] : [['Where to enter it', `${sentence(at!.field)}: ${place}.`] as const]),
    [null, `SNIP type ${snip}.${answer}`],
  ];
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
