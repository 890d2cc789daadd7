import { inDates } from '../../view/words';
import type { Keeping } from './use-kept-list';

/** Lets the user keep the list on this computer, and says what that means. */
export function KeepList({
  keeping: { isWanted, keptOn, fault, keep, forget },
}: {
  readonly keeping: Keeping;
}) {
  return (
    <div class="keep">
      <p class="keep-choice">
        <label>
          <input type="checkbox" checked={isWanted} onChange={() => (isWanted ? forget() : keep())} /> Keep
          this list on this computer
        </label>
        {keptOn !== null && (
          <button type="button" class="link" onClick={forget}>
            Forget
          </button>
        )}
      </p>
      <p class="quiet small" role="status">
        {keptOn === null
          ? 'If you tick this, this browser stores on this computer '
          : `Kept since ${inDates(keptOn)}, and in use when this page opens again. This browser stores on this computer `}
        the list, its file name, your answers on its columns and your changes to it. Claims and results are
        never stored. {whoCanRead(location.protocol)}
      </p>
      {fault !== '' && (
        <p class="error-text" role="alert">
          This browser does not keep the list. It says: {fault} Save the list as a file instead.
        </p>
      )}
    </div>
  );
}

function whoCanRead(protocol: string): string {
  return protocol === 'file:'
    ? 'Whoever uses this computer account can read it; in Chrome and Edge, so can other pages that are opened from this computer’s disk. Firefox finds it again while this page’s file stays where it is.'
    : `Whoever uses this computer account can read it. It is found again when this page opens at this address, ${location.host}.`;
}
