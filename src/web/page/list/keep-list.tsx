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
          <button type="button" onClick={forget}>
            Forget
          </button>
        )}
      </p>
      <p class="quiet small" role="status">
        {keptOn === null
          ? 'Off: the list is gone when you close this page. On: '
          : `Kept since ${inDates(keptOn)}, and in use when you open this page again. `}
        This browser stores the list, its file name and your answers on its columns on this computer, and
        changes that you make here. It never stores claims or results. {whoCanRead(location.protocol)}
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
    ? 'Whoever uses this computer account can read it; in Chrome and Edge, so can other pages that you open from this computer’s disk.'
    : `Whoever uses this computer account can read it. It is found again when this page opens at this address, ${location.host}.`;
}
