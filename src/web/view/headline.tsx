import type { Summary } from '../../finding';
import { checkedOf, decidedOf, isMostlyUndecided, taxonomyInOrder } from '../../report/decided';
import type { Digest } from '../../report/digest';
import type { ReportOrder } from '../../report/order';
import { countOf, thousands } from '../../values/numbers';
import { claims, dollars } from './words';

interface HeadlineProps {
  readonly digest: Digest;
  /** Of the files as they would be corrected; null if nothing is. */
  readonly after?: Summary | null;
  /** What comes first below. */
  readonly order: ReportOrder;
}

/** The result in one sentence. */
export function Headline({ digest, after = null, order }: HeadlineProps) {
  const { summary } = digest;
  const { flagged, outOfScope } = summary;
  const rest = lead(digest, order);
  const undecided = undecidedWords(digest);
  return (
    <section class={`headline ${moodOf(digest)}`} aria-labelledby="headline">
      <p class="eyebrow">
        {countOf(summary.files, 'file')} · {claims(summary.claims)}
        {outOfScope > 0 && ` · ${thousands(outOfScope)} left out, not checked`}
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
      <Shares digest={digest} />
      {flagged > 0 && after !== null && <p class="lead after">{afterWords(flagged, after)}</p>}
      {isMostlyUndecided(summary) && undecided}
      {rest !== '' && <p class="lead">{rest}</p>}
      {!isMostlyUndecided(summary) && undecided}
    </section>
  );
}

function afterWords(flagged: number, after: Summary): string {
  const atRisk = after.flagged > 0 ? `, ${dollars(after.chargesAtRisk)} at risk` : '';
  return `${thousands(flagged)} would bounce; ${thousands(after.flagged)} after your corrections${atRisk}.`;
}

/** Number of claims that will be rejected, that are undecided or to be looked at, and the rest. */
function Shares({ digest }: { readonly digest: Digest }) {
  const { summary, claims: counts } = digest;
  const { flagged, undecided } = summary;
  const checked = checkedOf(summary);
  const doubtful = undecided + counts.warning;
  // In a broken file claims may have been missed.
  const good = isBroken(digest) ? 0 : checked - flagged - doubtful;
  if (flagged + doubtful === 0) return null;
  const shares = [
    ['bad', flagged],
    ['odd', doubtful],
    ['good', good],
  ] as const;
  return (
    <div class="share" aria-hidden="true">
      {shares.map(
        ([name, count]) =>
          count > 0 && (
            <span key={name} class={name} style={{ flexGrow: Math.max(count / checked, 0.005) }} />
          ),
      )}
    </div>
  );
}

/** Good only if every claim in scope was read and decided, and there is nothing to look at. */
function moodOf(digest: Digest): 'bad' | 'odd' | 'good' {
  const { summary, claims: counts } = digest;
  const { flagged, undecided } = summary;
  if (flagged > 0 && !isMostlyUndecided(summary)) return 'bad';
  const isDoubtful = flagged + undecided + counts.warning > 0 || isBroken(digest);
  return checkedOf(summary) === 0 || isDoubtful ? 'odd' : 'good';
}

function isBroken({ files }: Digest): boolean {
  return files.some((file) => file.isBroken);
}

function sentence(digest: Digest): string {
  const { summary, claims: counts } = digest;
  const { flagged, undecided } = summary;
  const checked = checkedOf(summary);
  if (summary.claims === 0) return 'There are no 837 claims in what you gave';
  if (checked === 0) return 'Every claim is out of scope, so none was checked';
  if (decidedOf(summary) === 0)
    return checked === 1 ? 'This claim could not be decided' : `None of ${claims(checked)} could be decided`;
  if (isMostlyUndecided(summary)) {
    const others = flagged > 0 ? `, and ${thousands(flagged)} will bounce` : '';
    return `${thousands(undecided)} of ${claims(checked)} could not be decided${others}`;
  }
  if (flagged > 0) return `${thousands(flagged)} of ${claims(checked)} will bounce`;
  if (counts.warning > 0) return `Look at ${thousands(counts.warning)} of ${claims(checked)} before you send`;
  return withoutErrors(digest);
}

function withoutErrors(digest: Digest): string {
  return taxonomyInOrder(digest.summary, isBroken(digest)) ?? 'No claim that could be decided has an error';
}

function lead(digest: Digest, order: ReportOrder): string {
  const { summary, claims: counts, problems, unreadCharges } = digest;
  const { flagged } = summary;
  const said: string[] = [];
  if (flagged > 0) {
    const changes = problems.filter(({ fate }) => fate === 'error').length;
    said.push(
      changes === 1
        ? 'There is one thing to change.'
        : `There are ${thousands(changes)} things to change, ${order === 'worst' ? 'the costliest' : 'those to be filed'} first below.`,
    );
  }
  const isMostly = isMostlyUndecided(summary);
  if (flagged === 0 && decidedOf(summary) > 0 && (isMostly || counts.warning > 0))
    said.push(`${withoutErrors(digest)}.`);
  if (counts.warning > 0 && (flagged > 0 || isMostly))
    said.push(`${claims(counts.warning)} more to look at before you send.`);
  if (counts.info > 0) said.push(`${claims(counts.info)} with a note.`);
  if (unreadCharges > 0)
    said.push(`${countOf(unreadCharges, 'charge')} could not be read and are not in the sum.`);
  if (said.length === 0 && moodOf(digest) === 'good')
    said.push(
      'There is nothing to change. Nothing but the taxonomy was checked: claims may bounce for other reasons.',
    );
  return said.join(' ');
}

/** Why claims are undecided, and what to do about it. */
function undecidedWords({ summary }: Digest) {
  const { undecided } = summary;
  if (undecided === 0) return null;
  const npis = undecided === 1 ? 'its billing NPI' : 'their billing NPIs';
  return (
    <p class="lead undecided">
      {isMostlyUndecided(summary) ? 'Your' : `${claims(undecided)} could not be decided: your`} list has no
      active enrollment of {npis}. Add these enrollments to the list, or ask your MCO or clearinghouse for
      them, and check again.
    </p>
  );
}
