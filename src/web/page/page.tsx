import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Summary } from '../../finding';
import { InputError } from '../../input/input-error';
import type { ComparedShown } from '../../report/compare/compared';
import { placesWanted } from '../../report/digest';
import type { Shown } from '../../report/html';
import { firstFew } from '../../rules/advice';
import { countOf } from '../../values/numbers';
import type { CheckAnswer, Progress as Done, RegistryReading } from '../protocol';
import { Answered } from '../view/answered';
import { Results } from '../view/results';
import type { Dropped } from '../worker/inputs';
import { Actions } from './actions';
import { usualSettings } from './check-settings';
import type { Client } from './client';
import { Correct, canCorrect } from './correct';
import { isRegistry } from './dropped';
import type { GivenRegistry } from './given-registry';
import { ListEditor } from './list/list-editor';
import { useKeptList } from './list/use-kept-list';
import { everything, type ListWanted } from './list/use-list';
import { AuditOfList } from './list-audit';
import { Privacy } from './privacy';
import { Progress } from './progress';
import { withoutRepeats } from './repeated';
import { Start } from './start';
import type { Starting, StartProps } from './start-props';
import { useUnsaved } from './unsaved';
import { useDrops } from './use-drops';
import { useWork, useWorkOn } from './use-work';
import { WhatToCheck } from './what-to-check';
import { WorkList } from './work-list';

export interface PageProps {
  readonly client: Client;
  /** Files that the page was opened with. */
  readonly given: readonly Dropped[];
  /** Made-up files to try, by name. */
  readonly demo: Readonly<Record<string, string>>;
  /** Makes a copy of the page that shows only this result. */
  readonly makeReport: (shown: Shown) => Blob;
}

type Phase =
  | { readonly kind: 'start' }
  | { readonly kind: 'checking'; readonly progress: Done | null }
  | { readonly kind: 'done'; readonly answer: CheckAnswer }
  | { readonly kind: 'fault'; readonly message: string };

/** The page: a list of enrollments, claim files, and the results. Nothing is stored, but for a list to be kept. */
export function Page({ client, given, demo, makeReport }: PageProps) {
  const [registry, setRegistry] = useState<GivenRegistry | null>(null);
  const latestClaims = useRef<readonly Dropped[]>([]);
  const [claims, showClaims] = useState(latestClaims.current);
  const [starting, setStarting] = useState<Starting | null>(null);
  const [settings, setSettings] = useState(usualSettings);
  const [phase, setPhase] = useState<Phase>({ kind: 'start' });
  const [after, showAfter] = useState<Summary | null>(null);
  const [answered, setAnswered] = useState<ComparedShown | null>(null);
  const [isOver, setOver] = useState(false);
  const work = useWork();
  /** What came of the latest drop, if it is not what one would expect. */
  const [notice, setNotice] = useState('');
  const run = useRef(0);
  /** The list that is open, and as it was changed since. */
  const [wanted, setWanted] = useState<ListWanted | null>(null);
  const [edited, setEdited] = useState<GivenRegistry | null>(null);
  const latest = useRef(edited);
  const change = (list: GivenRegistry | null) => {
    latest.current = list;
    setEdited(list);
  };

  const setClaims = (files: readonly Dropped[]) => {
    latestClaims.current = files;
    showClaims(files);
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
    // What was found with the list as it was is not shown again.
    const isReady = list.answer?.kind === 'ready' && claims.length > 0;
    setPhase(isReady ? { kind: 'checking', progress: null } : { kind: 'start' });
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
    if (registry === null || !isReady || claims.length === 0) return;
    const mine = ++run.current;
    setPhase({ kind: 'checking', progress: null });
    const onProgress = (progress: Done) => {
      if (run.current === mine) setPhase({ kind: 'checking', progress });
    };
    const { policy, nucc } = settings;
    client
      .ask({ name: 'check', files: claims, listName: registry.file.name, policy, nucc }, onProgress)
      .then((answer) => {
        if (run.current !== mine) return;
        if (answer === null) setClaims([]);
        setPhase(answer === null ? { kind: 'start' } : { kind: 'done', answer });
        scrollTo(0, 0);
      }, fail);
    return () => client.stop();
  }, [registry?.answer, claims, settings]);

  // Announces the result to screen readers.
  const isDone = phase.kind === 'done';
  useEffect(() => {
    if (isDone) document.getElementById('headline')?.focus({ preventScroll: true });
  }, [isDone]);

  // Without a list there is no check; what a payer answered can be explained all the same.
  useEffect(() => {
    setAnswered(null);
    if (registry !== null || claims.length === 0) return;
    let isLatest = true;
    client.ask({ name: 'answers', files: claims }).then((answered) => {
      if (isLatest) setAnswered(answered);
    }, fail);
    return () => {
      isLatest = false;
    };
  }, [registry, claims]);

  const addClaims = async (more: readonly Dropped[]): Promise<void> => {
    const before = latestClaims.current;
    const { files, repeated } = await withoutRepeats(before, more);
    // Others were given while these were compared.
    if (latestClaims.current !== before) return addClaims(more);
    setNotice(repeated.length === 0 ? '' : countedOnce(repeated));
    setClaims(files);
  };

  const take = (dropped: readonly Dropped[]) => {
    closeList();
    const list = dropped.filter(isRegistry).at(-1);
    const others = dropped.filter((one) => !isRegistry(one));
    if (list !== undefined) void readRegistry(list.file);
    if (others.length === 0) return;
    // After a check these are other files.
    if (phase.kind !== 'start') latestClaims.current = [];
    void addClaims(others);
  };

  useDrops(take, setOver, (error) => {
    if (error instanceof InputError) setNotice(error.message);
    else fail(error);
  });

  useEffect(() => {
    if (given.length > 0) take(given);
  }, []);

  const tryDemo = () => {
    const files = Object.entries(demo).map(([name, text]) => new File([text], name));
    take(files.map((file) => ({ name: file.name, file, isInFolder: false })));
  };

  const again = () => {
    setNotice('');
    closeList();
    setClaims([]);
    setPhase({ kind: 'start' });
  };

  const answer = phase.kind === 'done' ? phase.answer : null;
  const workOn = useWorkOn(answer?.digest ?? null, work);
  const isListUnsaved = (edited ?? registry)?.isUnsaved === true && keeping.keptOn === null;
  useUnsaved(phase.kind === 'checking' || work.isUnsaved || isListUnsaved);
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
        <p class="notice" role="status">
          {notice}
        </p>
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
          <>
            <Start
              registry={registry}
              claims={claims}
              takeRegistry={readRegistry}
              takeClaims={addClaims}
              keepClaims={setClaims}
              forgetRegistry={() => setRegistry(null)}
              openList={openList}
              keeping={keeping}
              starting={starting?.claims === claims ? starting : null}
              startList={startList}
              cancel={client.stop}
              tryDemo={tryDemo}
            />
            {answered !== null && <Answered compared={answered} isOpen={false} />}
            <WhatToCheck settings={settings} found={null} apply={setSettings} />
          </>
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
            about={answer.about}
            problems={answer.problems}
            skipped={answer.skipped}
            compared={answer.compared}
            excerptOf={excerptOf}
            work={workOn}
            openList={(npi) => openList({ npi })}
            aside={
              workOn !== null && (
                <WorkList client={client} digest={answer.digest} work={workOn} saved={work.settle} />
              )
            }
            after={after}
            correct={
              canCorrect(answer.digest) && (
                <Correct client={client} digest={answer.digest} showAfter={showAfter} />
              )
            }
          >
            <Actions
              client={client}
              answer={answer}
              makeReport={makeReport}
              again={again}
              addFiles={addClaims}
            />
            <WhatToCheck settings={settings} found={answer.payers} apply={setSettings} />
            <div class="card list-in-use">
              <p>
                <strong>Your list</strong> <span class="file quiet">{registry?.file.name}</span>
              </p>
              <button type="button" class="link" onClick={() => openList()}>
                Open your list
              </button>
              {listAudit !== null && listAudit.groups.length > 0 && (
                <AuditOfList audit={listAudit} show={(find) => openList({ find })} />
              )}
            </div>
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

function countedOnce(names: readonly string[]): string {
  const few = firstFew(names, ', ', String, 3);
  return names.length === 1
    ? `${few} was given twice, and counts once.`
    : `${countOf(names.length, 'file')} were given twice, and count once: ${few}.`;
}
