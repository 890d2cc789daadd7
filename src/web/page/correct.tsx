import { useEffect, useState } from 'preact/hooks';
import { mended } from '../../repair/repair';
import type { Digest } from '../../report/digest';
import type { RepairTotals } from '../../report/repair';
import { countOf } from '../../values/numbers';
import type { Corrections, Progress } from '../protocol';
import { claims, dollars } from '../view/words';
import type { Client } from './client';
import { Corrected } from './corrected';
import { download } from './download';
import { Problems } from './problems';
import { megabytes } from './progress';
import { ProvidersToDecide } from './providers-to-decide';

/** Bytes up to which the files are read again without asking, because it is fast. */
const readUnasked = 20_000_000;

/** Whether correcting the files can help. */
export function canCorrect({ summary }: Digest): boolean {
  return mended.some((rule) => summary.rules[rule] !== undefined);
}

interface CorrectProps {
  readonly client: Client;
  readonly digest: Digest;
}

/** What can be corrected in copies of the files, what the user has to choose for that, and the copies. */
export function Correct({ client, digest: { summary } }: CorrectProps) {
  const [plan, setPlan] = useState<Corrections | null>(null);
  const [done, setDone] = useState<Corrections | null>(null);
  const [codes, setCodes] = useState<Readonly<Record<string, string>>>({});
  const [progress, setProgress] = useState<Progress | 'begun' | null>(null);
  const [fault, setFault] = useState('');

  const ask = async (dryRun: boolean, take: (answer: Corrections) => void) => {
    setProgress('begun');
    setFault('');
    try {
      const answer = await client.ask({ name: 'correct', codes, dryRun }, setProgress);
      if (answer !== null) take(answer);
    } catch (error) {
      setFault(error instanceof Error ? error.message : String(error));
    }
    setProgress(null);
  };
  const look = () => ask(true, setPlan);
  const save = () =>
    ask(false, (answer) => {
      setDone(answer);
      if (answer.file !== null) download(answer.file.blob, answer.file.name);
    });
  useEffect(() => {
    if (summary.bytes <= readUnasked) void look();
  }, []);

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
              left={plan.left}
              codes={codes}
              isBusy={progress !== null}
              choose={(npi, code) => {
                const { [npi]: _, ...others } = codes;
                setCodes(code === '' ? others : { ...others, [npi]: code });
                setDone(null);
              }}
            />
          )}
          <Problems problems={plan.problems} />
        </>
      )}
      {progress !== null ? (
        <Working progress={progress} isSaving={plan !== null} cancel={client.stop} />
      ) : plan === null ? (
        <p class="choosers">
          <button type="button" onClick={look}>
            See what can be corrected
          </button>
          <span class="quiet">The files are read once more for that, {megabytes(summary.bytes)}.</span>
        </p>
      ) : (
        <Save plan={plan} codes={codes} save={save} />
      )}
      {fault !== '' && (
        <p class="error-text" role="alert">
          That failed: {fault}
        </p>
      )}
      <div role="status">{done !== null && <Corrected done={done} />}</div>
    </section>
  );
}

/** What is corrected without a choice, and what is not. */
function Outlook({ plan: { totals, left } }: { readonly plan: Corrections }) {
  const rest = left.some(({ codes }) => codes.length > 0)
    ? 'Choose below under which enrollment to bill; what you do not choose is left as it is. Nothing is guessed.'
    : 'No code can be chosen for these here; below is why.';
  return (
    <ul class="outlook">
      <li class="good">
        <strong>{stakeOf(totals.corrected)}</strong>
        <span>
          can be corrected at once, in {countOf(totals.corrected.loops, 'billing loop')}: where the code
          stands already, in the wrong place or written wrongly, or one enrollment alone can be meant.
        </span>
      </li>
      {totals.left.loops > 0 && (
        <li class="look">
          <strong>{stakeOf(totals.left)}</strong>
          <span>
            cannot, in {countOf(totals.left.loops, 'billing loop')}. {rest}
          </span>
        </li>
      )}
    </ul>
  );
}

function stakeOf({ claims: count, charges }: RepairTotals['left']): string {
  return count === 0 ? 'No claims' : `${claims(count)}, ${dollars(charges)}`;
}

interface WorkingProps {
  readonly progress: Progress | 'begun';
  readonly isSaving: boolean;
  readonly cancel: () => void;
}

function Working({ progress, isSaving, cancel }: WorkingProps) {
  const { bytes, total } = progress === 'begun' ? { bytes: 0, total: 0 } : progress;
  return (
    <p class="choosers working">
      <span role="status">{isSaving ? 'Writing the copies …' : 'Looking at what can be corrected …'}</span>
      <progress value={bytes} max={total || 1} aria-label="Bytes read" />
      <button type="button" onClick={cancel}>
        Cancel
      </button>
    </p>
  );
}

interface SaveProps {
  readonly plan: Corrections;
  readonly codes: Readonly<Record<string, string>>;
  readonly save: () => void;
}

function Save({ plan: { totals, left, after }, codes, save }: SaveProps) {
  const picked = left.filter(({ npi }) => npi !== null && codes[npi] !== undefined);
  const loops = picked.reduce((sum, { loops }) => sum + loops, totals.corrected.loops);
  const rest = totals.corrected.loops + totals.left.loops - loops;
  const canChoose = left.some(({ codes }) => codes.length > 0);
  return (
    <div class="save">
      <p class="choosers">
        <button type="button" class="primary" disabled={loops === 0} onClick={save}>
          {after.files > 1 ? 'Save corrected copies' : 'Save corrected copy'}
        </button>
        <span role="status">
          {loops === 0
            ? canChoose
              ? 'Choose a code first: as it is, nothing can be corrected.'
              : 'Nothing can be corrected here: your practice system has to make the change.'
            : `${countOf(loops, 'billing loop')} will be corrected${rest > 0 ? `, ${countOf(rest, 'other')} left as ${rest === 1 ? 'it is' : 'they are'}` : ''}.`}
        </span>
      </p>
      <p class="quiet small">
        A copy holds what the claims hold, patients’ names too: keep it as you keep the claims.
      </p>
    </div>
  );
}
