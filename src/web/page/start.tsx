import { ChosenFiles } from './chosen-files';
import { ClaimsChooser } from './claims-chooser';
import { RegistryStep } from './registry-step';
import type { StartProps } from './start-props';
import { Started } from './started-list';

/** The inputs that a check needs. */
export function Start(props: StartProps) {
  const { registry, claims, starting, cancel, openList, keeping, tryDemo } = props;
  const isReady = registry?.answer?.kind === 'ready';
  return (
    <>
      <section class="hero">
        <h1>See which claims Kentucky Medicaid will bounce, before you send them.</h1>
        <p class="lead">
          Give your list of enrollments and your 837 files. You get the claims that lack the billing
          provider’s taxonomy, what they are worth, and what to change.
        </p>
      </section>
      <ol class="steps">
        <li class={`card step ${isReady ? 'ready' : ''}`}>
          <RegistryStep {...props} />
        </li>
        <li class="card step">
          <ClaimsStep {...props} />
        </li>
      </ol>
      {starting !== null && <Started starting={starting} openList={openList} cancel={cancel} />}
      {registry === null && claims.length === 0 && !keeping.isWanted && (
        <p class="try">
          Just looking?{' '}
          <button type="button" class="link" onClick={tryDemo}>
            Try it with made-up claims
          </button>
        </p>
      )}
    </>
  );
}

function ClaimsStep({ registry, claims, takeClaims, keepClaims }: StartProps) {
  const hasFiles = claims.length > 0;
  return (
    <>
      <h2>
        <span class="step-number">2</span> Your claim files
      </h2>
      <p class="quiet">
        837 professional, institutional or dental, as your software or clearinghouse writes them. Several
        files, a folder, .gz and .zip are fine.
        {registry === null &&
          ' If you have no list yet, add last month’s remittances (835): payers write your Medicaid IDs into them.'}
      </p>
      <div class="zone">
        <ChosenFiles files={claims} keep={keepClaims} />
        {hasFiles && (
          <p class="quiet" role="status">
            {registry === null
              ? 'Now give your list of enrollments: the check begins by itself.'
              : 'Waiting for the list.'}
          </p>
        )}
        <p class="choosers">
          <ClaimsChooser
            label={hasFiles ? 'Add files' : 'Choose files'}
            take={takeClaims}
            isPrimary={!hasFiles}
          />
          <ClaimsChooser label={hasFiles ? 'Add a folder' : 'Choose a folder'} take={takeClaims} isFolder />
        </p>
      </div>
    </>
  );
}
