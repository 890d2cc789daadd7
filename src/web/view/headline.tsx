import type { Digest } from '../../report/digest';
import { countOf, thousands } from '../../report/numbers';
import { claims, dollars } from './words';

/** What one would say on the phone. */
export function Headline({ digest }: { readonly digest: Digest }) {
  const { summary, problems } = digest;
  const { flagged, outOfScope } = summary;
  const checked = summary.claims - outOfScope;
  const changes = problems.filter(({ severity }) => severity === 'error').length;
  const share = checked === 0 ? 0 : flagged / checked;
  return (
    <section class={`headline ${moodOf(digest)}`} aria-labelledby="headline">
      <p class="eyebrow">
        {countOf(summary.files, 'file')} · {claims(summary.claims)}
        {outOfScope > 0 && ` · ${thousands(outOfScope)} out of scope, not checked`}
      </p>
      <h1 id="headline" tabIndex={-1}>
        {sentence(digest)}
        {flagged > 0 && (
          <>
            {': '}
            <span class="money">{dollars(summary.chargesAtRisk)} at risk</span>
          </>
        )}
      </h1>
      {flagged > 0 && (
        <div class="share" aria-hidden="true">
          <span style={{ width: `${Math.max(share * 100, 0.5)}%` }} />
        </div>
      )}
      <p class="lead">{lead(digest, changes)}</p>
    </section>
  );
}

function moodOf({ summary, files }: Digest): 'bad' | 'odd' | 'good' {
  if (summary.flagged > 0) return 'bad';
  return summary.claims === 0 || files.some(({ isBroken }) => isBroken) ? 'odd' : 'good';
}

function sentence({ summary, files }: Digest): string {
  const { flagged, outOfScope } = summary;
  const checked = summary.claims - outOfScope;
  if (summary.claims === 0) return 'There are no 837 claims in what you gave';
  if (checked === 0) return 'Every claim is out of scope, so none was checked';
  if (flagged > 0) return `${thousands(flagged)} of ${claims(checked)} will bounce`;
  if (files.some(({ isBroken }) => isBroken)) return 'No claim that could be read will bounce';
  return checked === 1 ? 'This claim has its taxonomy in order' : `None of ${claims(checked)} will bounce`;
}

function lead(digest: Digest, changes: number): string {
  const { summary, claims: counts, unreadCharges } = digest;
  const said: string[] = [];
  if (summary.flagged > 0) {
    said.push(
      changes === 1
        ? 'There is one thing to change.'
        : `There are ${thousands(changes)} things to change, the costliest first below.`,
    );
  }
  if (counts.warning > 0)
    said.push(`${claims(counts.warning)} ${summary.flagged > 0 ? 'more ' : ''}to look at before you send.`);
  if (counts.info > 0) said.push(`${claims(counts.info)} with a note.`);
  if (unreadCharges > 0)
    said.push(`${countOf(unreadCharges, 'charge')} could not be read and are not in the sum.`);
  if (said.length === 0 && summary.claims > summary.outOfScope) said.push('There is nothing to change.');
  return said.join(' ');
}
