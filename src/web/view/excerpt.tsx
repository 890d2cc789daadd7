import type { Line } from '../../report/excerpt';

interface ExcerptProps {
  readonly lines: readonly Line[];
  /** Whether something is missing after the marked segment. */
  readonly isGap: boolean;
}

/** The segments of a billing loop, with the place marked. */
export function Excerpt({ lines, isGap }: ExcerptProps) {
  const gap = isGap && lines.some(({ isMarked, text }) => isMarked && text.startsWith('HL'));
  return (
    <>
      <ol class="excerpt">
        {lines.map(({ segment, text, isMarked }) => (
          <>
            <li key={segment} class={isMarked && !gap ? 'marked' : ''}>
              <span class="at">{segment}</span>
              <code>{isMarked && !gap ? <mark>{text}</mark> : text}</code>
            </li>
            {isMarked && gap && (
              <li key="gap" class="gap">
                <span class="at" aria-hidden="true">
                  +
                </span>
                <span>the taxonomy (PRV) belongs here</span>
              </li>
            )}
          </>
        ))}
      </ol>
      <p class="quiet small">What is private, or nobody’s business, is masked: •••</p>
    </>
  );
}
