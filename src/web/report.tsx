import type { Shown } from '../report/html';
import { Mark } from './mark';
import { Results } from './view/results';

/** A report to pass on: the results of the page, without the checker. */
export function Report({ digest, about, problems, skipped, compared, order }: Shown) {
  return (
    <>
      <header class="top">
        <p class="brand">
          <Mark /> prvcheck
        </p>
        <p class="quiet">Report. Everything in it is in this file; it connects to nothing.</p>
      </header>
      <main>
        <Results
          digest={digest}
          about={about}
          problems={problems}
          skipped={skipped}
          compared={compared}
          excerptOf={async (place) => digest.excerpts[place] ?? null}
          isReport
          {...(order !== undefined && { order })}
        >
          <nav class="actions" aria-label="Take away">
            <button type="button" onClick={() => print()}>
              Print
            </button>
          </nav>
        </Results>
      </main>
    </>
  );
}
