import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Summary } from '../../finding';
import type { Assignment } from '../../repair/assignments';
import { mended } from '../../repair/repair';
import type { Digest } from '../../report/digest';
import { isUnchanged } from '../../report/repair';
import type { Corrections } from '../protocol';
import type { Client } from './client';
import { Corrected } from './corrected';
import { download } from './download';
import { Outlook } from './outlook';
import { Preview } from './preview';
import { Problems } from './problems';
import { megabytes } from './progress';
import { ProvidersToDecide, type ProviderToDecide } from './providers-to-decide';
import { Save } from './save-copies';
import { assignmentsOf, type Property, partsOf } from './split';
import { useUnsaved } from './unsaved';
import { useCorrections } from './use-corrections';
import { Working } from './working';

/** Bytes up to which the files are read again without asking, because it is fast. */
const readUnasked = 20_000_000;

/** Whether correcting the files can help. */
export function canCorrect({ summary }: Digest): boolean {
  return mended.some((rule) => summary.rules[rule] !== undefined);
}

interface CorrectProps {
  readonly client: Client;
  readonly digest: Digest;
  /** Takes the totals of the corrected files; null: not known, or as without correction. */
  readonly showAfter: (after: Summary | null) => void;
}

/** What can be corrected in copies of the files, what the user has to choose for that, and the copies. */
export function Correct({ client, digest: { summary }, showAfter }: CorrectProps) {
  /** The chosen codes, by key of the part. */
  const [codes, setCodes] = useState<Readonly<Record<string, string>>>({});
  /** How the user wants providers split, by NPI. */
  const [splits, setSplits] = useState<Readonly<Record<string, Property>>>({});
  const state = useCorrections(client, summary.bytes <= readUnasked);
  const { plan, outcome, saved, work, fault } = state;
  const providers = useMemo(
    () =>
      (plan?.left ?? []).map((provider) => {
        const by = splits[provider.npi ?? ''] ?? null;
        return { provider, by, parts: partsOf(provider, by) };
      }),
    [plan, splits],
  );
  const assignments = useMemo(() => chosen(providers, codes), [providers, codes]);
  useEffect(() => {
    if (plan !== null) state.choose(assignments);
  }, [JSON.stringify(assignments)]);
  useUnsaved(assignments.length > 0 && saved?.saved == null);
  // Before anything is chosen or saved, the user has corrected nothing.
  const isBegun = assignments.length > 0 || saved?.saved != null;
  useEffect(() => showAfter(isBegun && outcome !== null ? afterOf(outcome) : null), [outcome, isBegun]);
  useEffect(() => () => showAfter(null), []);

  const save = async () => {
    const file = (await state.save())?.saved?.file;
    if (file !== undefined) download(file.blob, file.name);
  };

  return (
    <section class="card correct" aria-labelledby="correct">
      <h2 id="correct" tabIndex={-1}>
        Correct the files
      </h2>
      <p class="quiet">
        You get copies in which the billing provider’s taxonomy stands where it should. Nothing else in them
        is changed but the count of segments, and your own files stay as they are.
      </p>
      {plan !== null && (
        <>
          <Outlook plan={plan} />
          {plan.left.length > 0 && (
            <ProvidersToDecide
              providers={providers}
              codes={codes}
              isBusy={work !== null}
              choose={({ key }, code) =>
                setCodes(({ [key]: _, ...others }) => ({ ...others, ...(code && { [key]: code }) }))
              }
              splitBy={({ npi }, property) =>
                setSplits(({ [npi!]: _, ...others }) => ({
                  ...others,
                  ...(property && { [npi!]: property }),
                }))
              }
            />
          )}
          <Problems problems={(outcome ?? plan).problems} />
        </>
      )}
      {plan !== null && (outcome !== null || work === null) && (
        <Preview outcome={outcome} bytes={summary.bytes} preview={state.preview} />
      )}
      {work !== null ? (
        <Working work={work} cancel={client.stop} />
      ) : plan !== null ? (
        <Save plan={plan} outcome={outcome} assignments={assignments} save={save} />
      ) : (
        <p class="choosers">
          <button type="button" onClick={state.look}>
            See what can be corrected
          </button>
          <span class="quiet">The files are read once more for that, {megabytes(summary.bytes)}.</span>
        </p>
      )}
      {fault !== '' && (
        <p class="error-text" role="alert">
          That failed: {fault}
        </p>
      )}
      <div role="status">{saved !== null && <Corrected done={saved} />}</div>
    </section>
  );
}

/** A choice for a part that is split otherwise by now does not count. */
function chosen(
  providers: readonly ProviderToDecide[],
  codes: Readonly<Record<string, string>>,
): readonly Assignment[] {
  return providers.flatMap(({ parts }) =>
    (parts ?? []).flatMap((part) => {
      const code = codes[part.key];
      return code === undefined ? [] : assignmentsOf(part, code);
    }),
  );
}

/** null if the copies do not stand for all files, or nothing is changed. */
function afterOf({ totals, problems, after }: Corrections): Summary | null {
  return !isUnchanged(totals) && problems.length === 0 ? after : null;
}
