import type { ComponentChildren } from 'preact';
import type { About } from '../../report/about';
import type { Digest } from '../../report/digest';
import { payersLeftOut } from '../../report/payers-left-out';
import { countOf, thousands } from '../../values/numbers';
import { claims, inDates } from './words';

/** Files and payers that are named. */
const filesNamed = 50;
const payersNamed = 20;

interface AboutCheckProps {
  readonly about: About;
  readonly digest: Digest;
  readonly isOpen: boolean;
}

/** What was checked, when, and against what. */
export function AboutCheck({ about, digest, isOpen }: AboutCheckProps) {
  const { stamp, version, list, payers, settings } = about;
  const { summary } = digest;
  const { outOfScope, undecided } = summary;
  const leftOut = payersLeftOut(summary, payersNamed);
  return (
    <details class="card about" open={isOpen}>
      <summary>
        About this check{stamp !== null && `: ${inDates(stamp)}`}, against {list.name}
      </summary>
      <dl>
        <Fact name="Checked">
          {stamp !== null && `${inDates(stamp)}, `}with prvcheck {version}
        </Fact>
        <Fact name="List of enrollments">
          {list.name}: {countOf(list.enrollments, 'enrollment')}, {countOf(list.npis, 'NPI')}
        </Fact>
        <Fact name="Files">{filesInWords(digest)}</Fact>
        <Fact name="Payers checked">{payers.length === 0 ? 'All payers' : payers.join(', ')}</Fact>
        {outOfScope > 0 && (
          <Fact name="Out of scope, not checked">
            {claims(outOfScope)}
            {leftOut !== '' && `: ${leftOut}`}
          </Fact>
        )}
        {undecided > 0 && (
          <Fact name="Undecided">
            {claims(undecided)}: the list has no active enrollment of{' '}
            {undecided === 1 ? 'its billing NPI' : 'their billing NPIs'}
          </Fact>
        )}
        {settings.length > 0 && <Fact name="Other settings">{inDates(settings.join(' '))}</Fact>}
      </dl>
    </details>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** `a.837 (3 claims), b.837 (1 claim)` */
function filesInWords({ files, left }: Digest): string {
  const named = files
    .slice(0, filesNamed)
    .map(({ name, summary }) => `${name ?? 'unnamed'} (${claims(summary.claims)})`);
  const more = files.length + left.files - named.length;
  return [...named, ...(more > 0 ? [`and ${thousands(more)} more`] : [])].join(', ');
}
