import { countOf, thousands } from '../../values/numbers';
import type { RegistryAnswer, RegistryReading } from '../protocol';
import { ClaimsChooser } from './claims-chooser';
import { ColumnsForm } from './columns-form';
import { FileButton } from './file-button';
import type { GivenRegistry } from './given-registry';
import { KeepList } from './list/keep-list';
import { AuditOfList } from './list-audit';
import type { StartProps } from './start-props';

const notesShown = 3;

/** The list of enrollments: requested, being read, in use, or needing help. */
export function RegistryStep(props: StartProps) {
  const { registry, takeRegistry, openList, keeping } = props;
  const answer = registry?.answer ?? null;
  /** Reads it again, with the user's answers so far and these. */
  const readAgain = (answers: Partial<RegistryReading>) => {
    if (registry !== null) takeRegistry(registry.file, { ...registry.reading, ...answers });
  };
  return (
    <>
      <h2>
        <span class="step-number">1</span> Your list of enrollments
      </h2>
      {registry === null && (
        <>
          <p class="quiet">
            An Excel workbook or CSV with a row for each NPI and Medicaid ID: NPI, Medicaid ID, provider type,
            and where known taxonomy code, dates and ZIP.
          </p>
          <div class="zone">
            <p class="zone-title">Drop the list here</p>
            <p class="choosers">
              <Chooser take={takeRegistry} label="Choose the list" isPrimary />
            </p>
          </div>
          {props.starting === null && <NoListYet {...props} />}
        </>
      )}
      {registry !== null && answer === null && (
        <p role="status" class="quiet">
          Reading {registry.file.name} …
        </p>
      )}
      {registry !== null && answer?.kind === 'ready' && (
        <Ready {...props} registry={registry} answer={answer} />
      )}
      {registry !== null && answer?.kind === 'columns' && (
        <ColumnsForm
          key={registry.file.name + answer.message}
          answer={answer}
          name={registry.file.name}
          take={(columns) => readAgain({ columns })}
        >
          {answer.hasInvalidNpis && (
            <button type="button" onClick={() => readAgain({ acceptInvalidNpis: true })}>
              Use the list as it is
            </button>
          )}
          <Chooser take={takeRegistry} label="Choose another file" />
        </ColumnsForm>
      )}
      {registry !== null && answer?.kind === 'rows' && (
        <div role="alert">
          <p class="zone-title error-text">
            {registry.file.name} has {countOf(answer.count, 'row')} that cannot be read
          </p>
          <p class="quiet">
            A list that is read by half would call claims clean that are not. Mend these, or leave them out.
          </p>
          <ul class="rows-list">
            {answer.faults.map((fault) => (
              <li key={fault}>{fault}</li>
            ))}
          </ul>
          <p class="choosers">
            <button
              type="button"
              class="primary"
              onClick={() => openList({ find: { text: '', among: 'faults' } })}
            >
              Mend them here
            </button>
            <Chooser take={takeRegistry} label="Choose the mended file" />
            {answer.hasBlankNpi && (
              <button type="button" onClick={() => readAgain({ fillDown: true })}>
                Take the NPI from the row above
              </button>
            )}
            <button type="button" onClick={() => readAgain({ skipBadRows: true })}>
              Leave these rows out
            </button>
          </p>
        </div>
      )}
      {registry !== null && answer?.kind === 'sheets' && (
        <div role="alert">
          <p class="zone-title error-text">Which sheet of {registry.file.name} is the list?</p>
          <p class="choosers">
            {answer.sheets.map((sheet) => (
              <button key={sheet} type="button" onClick={() => readAgain({ sheet })}>
                {sheet}
              </button>
            ))}
            <Chooser take={takeRegistry} label="Choose another file" />
          </p>
        </div>
      )}
      {registry !== null && answer?.kind === 'unusable' && (
        <div role="alert">
          <p class="zone-title error-text">This file cannot be the list</p>
          <p>{answer.message.replace(/^cannot use /, '')}</p>
          <p class="choosers">
            {registry.isUnsaved && (
              <button type="button" class="primary" onClick={() => openList()}>
                Open the list
              </button>
            )}
            <Chooser take={takeRegistry} label="Choose another file" isPrimary={!registry.isUnsaved} />
          </p>
        </div>
      )}
      {(answer?.kind === 'ready' || keeping.isWanted) && <KeepList keeping={keeping} />}
    </>
  );
}

function NoListYet({ claims, startList, openList }: StartProps) {
  const label = 'Start from your claims';
  return (
    <p class="choosers no-list">
      <span class="quiet">No list yet?</span>
      {claims.length === 0 ? (
        <ClaimsChooser label={label} take={startList} />
      ) : (
        <button type="button" onClick={() => startList(claims)}>
          {label}
        </button>
      )}
      <button type="button" onClick={() => openList()}>
        Make a list here
      </button>
    </p>
  );
}

interface ReadyProps extends Pick<StartProps, 'openList' | 'forgetRegistry' | 'keeping'> {
  readonly registry: GivenRegistry;
  readonly answer: Extract<RegistryAnswer, { kind: 'ready' }>;
}

function Ready({
  registry,
  answer: { rows, npis, notes, audit },
  openList,
  forgetRegistry,
  keeping,
}: ReadyProps) {
  return (
    <div role="status">
      <p class="zone-title">
        <span class="tick" aria-hidden="true">
          ✓
        </span>{' '}
        <span class="file">{registry.file.name}</span>
      </p>
      <p class="quiet">
        {countOf(rows, 'enrollment')} of {countOf(npis, 'NPI')}.
        {keeping.keptOn === null && ' It is kept until you close this page.'}
        {registry.isUnsaved && ' You changed it here, and have not saved it as a file yet.'}
      </p>
      {notes.length > 0 && (
        <ul class="rows-list quiet">
          {notes.slice(0, notesShown).map((note) => (
            <li key={note}>{note}</li>
          ))}
          {notes.length > notesShown && <li>and {thousands(notes.length - notesShown)} more notes</li>}
        </ul>
      )}
      {audit !== null && <AuditOfList audit={audit} show={(find) => openList({ find })} />}
      <p class="choosers">
        <button type="button" onClick={() => openList()}>
          Open the list
        </button>
        <button type="button" class="link" onClick={forgetRegistry}>
          Use another list
        </button>
      </p>
    </div>
  );
}

interface ChooserProps {
  readonly take: (file: File) => void;
  readonly label: string;
  readonly isPrimary?: boolean;
}

function Chooser(props: ChooserProps) {
  return <FileButton {...props} accept=".xlsx,.xlsm,.csv,.txt,.tsv,.prvx,text/csv" />;
}
