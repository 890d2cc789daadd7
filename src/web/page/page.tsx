import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { placesWanted } from '../../report/digest';
import type { CheckAnswer, Progress as Done, RegistryReading } from '../protocol';
import { Results } from '../view/results';
import type { Dropped } from '../worker/inputs';
import { Actions } from './actions';
import type { Client } from './client';
import { Correct, canCorrect } from './correct';
import { droppedFiles, isRegistry } from './dropped';
import type { GivenRegistry } from './given-registry';
import { ListEditor } from './list/list-editor';
import { useKeptList } from './list/use-kept-list';
import { useLeaveWarning } from './list/use-leave-warning';
import { everything, type ListWanted } from './list/use-list';
import { AuditOfList } from './list-audit';
import { Privacy } from './privacy';
import { Progress } from './progress';
import { Start } from './start';
import type { Starting, StartProps } from './start-props';

export interface PageProps {
  readonly client: Client;
  /** Made-up files to try, by name. */
  readonly demo: Readonly<Record<string, string>>;
  /** Makes a copy of the page that shows only this result. */
  readonly makeReport: (answer: CheckAnswer) => Blob;
}

type Phase =
  | { readonly kind: 'start' }
  | { readonly kind: 'checking'; readonly progress: Done | null }
  | { readonly kind: 'done'; readonly answer: CheckAnswer }
  | { readonly kind: 'fault'; readonly message: string };

/** The page: a list of enrollments, claim files, and the results. Nothing is stored, but for a list to be kept. */
export function Page({ client, demo, makeReport }: PageProps) {
  const [registry, setRegistry] = useState<GivenRegistry | null>(null);
  const [claims, setClaims] = useState<readonly Dropped[]>([]);
  const [starting, setStarting] = useState<Starting | null>(null);
  const [phase, setPhase] = useState<Phase>({ kind: 'start' });
  const [isOver, setOver] = useState(false);
  const run = useRef(0);
  /** The list that is open, and as it was changed since. */
  const [wanted, setWanted] = useState<ListWanted | null>(null);
  const [edited, setEdited] = useState<GivenRegistry | null>(null);
  const latest = useRef(edited);
  const change = (list: GivenRegistry | null) => {
    latest.current = list;
    setEdited(list);
  };

  const fail = (error: unknown) =>
    setPhase({ kind: 'fault', message: error instanceof Error ? error.message : String(error) });

  const readRegistry = async (file: File, reading: RegistryReading = {}) => {
    setRegistry({ file, reading, answer: null });
    try {
      const answer = await client.ask({ name: 'registry', file, reading });
      setRegistry({ file, reading, answer });
      if (answer.kind !== 'ready') setPhase({ kind: 'start' });
    } catch (error) {
      fail(error);
    }
  };

  const keeping = useKeptList(edited ?? registry, (file, reading) => void readRegistry(file, reading));
  useLeaveWarning((edited ?? registry)?.isUnsaved === true && keeping.keptOn === null);

  const openList: StartProps['openList'] = (what = {}) => {
    const { file = null, reading = {} } = registry ?? {};
    const find = what.npi === undefined ? everything : { text: what.npi, among: 'all' as const };
    setWanted({ file, reading, find, ...what });
    scrollTo(0, 0);
  };

  const closeList = () => {
    const list = latest.current;
    setWanted(null);
    change(null);
    if (list === null) return;
    setRegistry(list);
    if (list.answer?.kind !== 'ready') setPhase({ kind: 'start' });
  };

  const startList = async (claims: readonly Dropped[]) => {
    setClaims(claims);
    const show = (more: Partial<Starting>) => setStarting({ claims, progress: null, answer: null, ...more });
    show({});
    try {
      const answer = await client.ask({ name: 'start', files: claims }, (progress) => show({ progress }));
      if (answer === null) setStarting(null);
      else show({ answer });
    } catch (error) {
      fail(error);
    }
  };

  const isReady = registry?.answer?.kind === 'ready';
  // Starts the check as soon as both are there.
  useEffect(() => {
    if (!isReady || claims.length === 0) return;
    const mine = ++run.current;
    setPhase({ kind: 'checking', progress: null });
    const onProgress = (progress: Done) => {
      if (run.current === mine) setPhase({ kind: 'checking', progress });
    };
    client.ask({ name: 'check', files: claims }, onProgress).then((answer) => {
      if (run.current !== mine) return;
      if (answer === null) setClaims([]);
      setPhase(answer === null ? { kind: 'start' } : { kind: 'done', answer });
      scrollTo(0, 0);
    }, fail);
    return () => client.stop();
  }, [registry?.answer, claims]);

  // Announces the result to screen readers.
  const isDone = phase.kind === 'done';
  useEffect(() => {
    if (isDone) document.getElementById('headline')?.focus({ preventScroll: true });
  }, [isDone]);

  const take = (dropped: readonly Dropped[]) => {
    closeList();
    const list = dropped.filter(isRegistry).at(-1);
    const others = dropped.filter((one) => !isRegistry(one));
    if (list !== undefined) void readRegistry(list.file);
    if (others.length > 0) setClaims(others);
  };

  useDrops(take, setOver, fail);

  const tryDemo = () => {
    const files = Object.entries(demo).map(([name, text]) => new File([text], name));
    take(files.map((file) => ({ name: file.name, file, isInFolder: false })));
  };

  const again = () => {
    closeList();
    setClaims([]);
    setPhase({ kind: 'start' });
  };

  const answer = phase.kind === 'done' ? phase.answer : null;
  const listAudit = registry?.answer?.kind === 'ready' ? registry.answer.audit : null;
  const excerptOf = useCallback(
    async (place: number) => {
      if (answer === null) return null;
      const lines = await client.ask({ name: 'excerpts', places: placesWanted(answer.digest, [place]) });
      return lines[place] ?? null;
    },
    [client, answer],
  );

  return (
    <>
      <Privacy />
      <main class={isOver ? 'over' : ''}>
        {wanted !== null && (
          <ListEditor
            client={client}
            wanted={wanted}
            hasClaims={claims.length > 0}
            keeping={keeping}
            changed={change}
            saved={() => {
              if (edited !== null) change({ ...edited, isUnsaved: false });
              setRegistry((list) => list && { ...list, isUnsaved: false });
            }}
            close={closeList}
            fail={fail}
          />
        )}
        {wanted === null && phase.kind === 'start' && (
          <Start
            registry={registry}
            claims={claims}
            takeRegistry={readRegistry}
            takeClaims={setClaims}
            forgetRegistry={() => setRegistry(null)}
            openList={openList}
            keeping={keeping}
            starting={starting?.claims === claims ? starting : null}
            startList={startList}
            cancel={client.stop}
            tryDemo={tryDemo}
          />
        )}
        {phase.kind === 'checking' && <Progress progress={phase.progress} cancel={client.stop} />}
        {phase.kind === 'fault' && (
          <section class="card trouble error" role="alert">
            <h1>Something went wrong, and it is our fault</h1>
            <p>
              The check ended before it was done, so nothing can be said of these files. What the browser
              said:
            </p>
            <pre>{phase.message}</pre>
            <button type="button" class="primary" onClick={again}>
              Start again
            </button>
          </section>
        )}
        {wanted === null && answer !== null && (
          <Results
            digest={answer.digest}
            problems={answer.problems}
            skipped={answer.skipped}
            excerptOf={excerptOf}
            correct={canCorrect(answer.digest) && <Correct client={client} digest={answer.digest} />}
          >
            {listAudit !== null && listAudit.groups.length > 0 && (
              <AuditOfList audit={listAudit} show={(find) => openList({ find })} />
            )}
            <button type="button" onClick={() => openList()}>
              Open your list
            </button>
            <Actions client={client} answer={answer} makeReport={makeReport} again={again} />
          </Results>
        )}
      </main>
      {isOver && (
        <div class="overlay" aria-hidden="true">
          <p>Drop claim files, a folder, or your list of enrollments</p>
        </div>
      )}
    </>
  );
}

/** Accepts files dropped anywhere on the page. */
function useDrops(
  take: (dropped: readonly Dropped[]) => void,
  setOver: (isOver: boolean) => void,
  fail: (error: unknown) => void,
): void {
  const latest = useRef(take);
  latest.current = take;
  // A layout effect, because a file may be dropped before the first paint.
  useLayoutEffect(() => {
    const over = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      if (event.dataTransfer !== null) droppedFiles(event.dataTransfer).then(latest.current, fail);
    };
    addEventListener('dragover', over);
    addEventListener('dragleave', leave);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragover', over);
      removeEventListener('dragleave', leave);
      removeEventListener('drop', drop);
    };
  }, []);
}
