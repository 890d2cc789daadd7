import { answersInWords } from '../../report/answer';
import type { Digest } from '../../report/digest';
import { firstFew } from '../../rules/advice';
import { countOf, thousands } from '../../values/numbers';
import { inDates, notListed } from './words';

interface TroublesProps {
  readonly digest: Digest;
  readonly problems: readonly string[];
  readonly skipped: readonly string[];
}

const firstNames = (names: readonly string[]) => firstFew(names, ', ', String, 3);

/** Faults of the files themselves, so that claims may have been missed, and the files that were not checked. */
export function Troubles({ digest, problems, skipped }: TroublesProps) {
  const { envelope, left } = digest;
  const errors = envelope.filter(({ severity }) => severity === 'error');
  const others = envelope.filter(({ severity }) => severity !== 'error');
  const withoutClaims = digest.files.filter(
    ({ summary, isBroken, answer }) => summary.transactions === 0 && !isBroken && answer === null,
  );
  const large = notListed(digest);
  return (
    <>
      {problems.length > 0 && (
        <section class="card trouble error" aria-label="Not read">
          <h2>{problems.length === 1 ? 'A file could not be read' : 'Some files could not be read'}</h2>
          <p>Nothing below speaks of what was not read.</p>
          <ul>
            {problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </section>
      )}
      {errors.length > 0 && (
        <section class="card trouble error" aria-label="Broken files">
          <h2>Claims may have been missed: {errors.length === 1 ? 'a file is' : 'files are'} broken</h2>
          <Envelope findings={errors} more={left.envelope} />
        </section>
      )}
      {others.length > 0 && (
        <section class="card trouble" aria-label="About the files">
          <h2>About the files themselves</h2>
          <Envelope findings={others} more={errors.length > 0 ? 0 : left.envelope} />
        </section>
      )}
      {answersInWords(digest.files).map((sentence) => (
        <p class="note" key={sentence}>
          {sentence}
        </p>
      ))}
      {withoutClaims.length > 0 && (
        <p class="note">
          {countOf(withoutClaims.length, 'file')} without claims, not checked:{' '}
          {firstNames(withoutClaims.map(({ name }) => name ?? 'unnamed'))}.
        </p>
      )}
      {skipped.length > 0 && (
        <p class="note">
          {countOf(skipped.length, 'other file')} skipped: {firstNames(skipped)}.
        </p>
      )}
      {large !== null && <p class="note">{large}</p>}
    </>
  );
}

function Envelope({ findings, more }: { readonly findings: Digest['envelope']; readonly more: number }) {
  return (
    <ul>
      {findings.map(({ file, message, hint, position }) => (
        <li key={`${file} ${position.offset} ${message}`}>
          <strong class="file">{file ?? 'The file'}</strong> {inDates(message)}{' '}
          <span class="quiet">{inDates(hint)}</span>{' '}
          <span class="quiet">
            ({position.segment > 0 && `segment ${position.segment}, `}byte {thousands(position.offset)})
          </span>
        </li>
      ))}
      {more > 0 && <li class="quiet">and {thousands(more)} more like these</li>}
    </ul>
  );
}
