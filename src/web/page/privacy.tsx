import { Mark } from '../mark';

/** What the page does, and that no data leaves it. */
export function Privacy() {
  return (
    <header class="top">
      <p class="brand">
        <Mark /> prvcheck
      </p>
      <details class="privacy">
        <summary>
          <Lock /> Nothing leaves this computer
        </summary>
        <div>
          <p>
            Your files are read by this page, on this computer, and by nobody else. The page’s own security
            policy forbids the browser to connect to anything on its behalf: no upload, no tracking, no update
            check.
          </p>
          <p>
            It keeps nothing when you close it, unless you tick “Keep this list on this computer”. Then the
            list of enrollments and your answers on its columns stay in this browser until you press “Forget”;
            claims and results never do.
          </p>
          <p>
            To see for yourself, open the browser’s developer tools (F12), choose Network, and check a file:
            the list stays empty. Or disconnect from the internet first.
          </p>
          {location.protocol === 'http:' && (
            <p>
              <a href="/prvcheck.html">Save this page for use offline</a>: the file works by itself when you
              open it. If a double click started prvcheck, an empty frame beside this page tells it whether
              the page is open, so that it can end with the page. Nothing else goes there.
            </p>
          )}
        </div>
      </details>
    </header>
  );
}

function Lock() {
  return (
    <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
      <path d="M5 7V5a3 3 0 0 1 6 0v2" fill="none" stroke="currentColor" stroke-width="1.6" />
      <rect x="3" y="7" width="10" height="7" rx="1.8" fill="currentColor" />
    </svg>
  );
}
