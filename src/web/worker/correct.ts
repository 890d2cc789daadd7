import { addSummaries, emptySummary } from '../../check/summary';
import type { Finding } from '../../finding';
import { Correction } from '../../input/correction';
import type { Input } from '../../input/input';
import { runInputs } from '../../input/run-inputs';
import { type Assignment, Assignments } from '../../repair/assignments';
import { type Change, mended } from '../../repair/repair';
import { RepairRun } from '../../repair/run';
import { changesCsv } from '../../report/changes-csv';
import { type FailedFile, isUnchanged, RepairTally, repairDiff } from '../../report/repair';
import type { Corrections } from '../protocol';
import { BlobParts } from './blob-parts';
import type { Checked } from './check';
import { type Copy, toSave } from './copies';
import { MOST_CLAIM_IDS, ProvidersLeft } from './providers-left';
import { type OnProgress, Reading } from './reading';

/** Changes shown on the screen. */
const CHANGES_SHOWN = 200;
const PROVIDERS_SHOWN = 1000;
const UNCHANGED_SHOWN = 10;

/**
 * Corrects what was checked, like `prvcheck fix`: the copies are the same, byte for byte.
 * @param assignments the user's choices
 * @param saveOn the day for the names of files, YYYY-MM-DD; null: no file is made
 */
export async function correctChecked(
  { inputs, standards, skipped }: Checked,
  assignments: readonly Assignment[],
  saveOn: string | null,
  signal: AbortSignal,
  onProgress: OnProgress,
): Promise<Corrections> {
  const certainties = { assignments: new Assignments(assignments), bills: new Map() };
  const isListed = (npi: string) => standards.registry.enrollments(npi).length > 0;
  const reading = new Reading(inputs, signal, onProgress);
  const all = new Ledger(isListed, () => {}, skipped.length);
  const log = changesCsv();
  const changes = new BlobParts();
  const noteDown = (line: Change | FailedFile) => {
    if (saveOn !== null) changes.add(log.line(line));
  };
  changes.add(log.begin());
  const copies: Copy[] = [];
  const unchanged: string[] = [];
  const problems: string[] = [];
  let after = emptySummary;
  let ledger: Ledger;
  let parts: BlobParts;
  const { total: before } = await runInputs(inputs, {
    start(input) {
      const { name } = input;
      ledger = new Ledger(isListed, noteDown);
      parts = new BlobParts();
      const sources = [reading.open(input), input.read(() => {})] as const;
      return new Correction(name, new RepairRun(...sources, standards, certainties, name, ledger));
    },
    step({ name }, soFar, bytes) {
      if (saveOn !== null) parts.add(bytes);
      reading.goOn(name, soFar);
    },
    fault(input, fault) {
      problems.push(`${said(fault, input)} No corrected copy of it was made.`);
      noteDown({ type: 'failed', schema: 1, file: input.name, why: fault.message });
    },
    done(input, correction) {
      all.include(ledger);
      after = addSummaries(after, correction.after);
      if (isUnchanged(ledger.tally.totals)) unchanged.push(input.name);
      else if (saveOn !== null) copies.push({ name: unpackedName(input), blob: parts.blob() });
    },
  });
  const providers = all.providers.list();
  return {
    totals: all.tally.totals,
    before,
    after,
    problems,
    left: providers.slice(0, PROVIDERS_SHOWN),
    diff: all.diff,
    changesNotShown: all.notShown,
    unchanged: { names: unchanged.slice(0, UNCHANGED_SHOWN), count: unchanged.length },
    saved:
      saveOn === null || copies.length === 0 ? null : await toSave(copies, changes.blob(), saveOn, signal),
  };
}

/** What was done in a file, or in all of them. */
class Ledger {
  readonly tally: RepairTally;
  readonly providers: ProvidersLeft;
  diff = '';
  notShown = 0;
  private shown = 0;
  /** The claims at fault of billing loops whose changes are not told yet. */
  private atFault: { readonly offset: number; readonly claimIds: string[] }[] = [];
  /** The page wraps lines by itself. */
  private readonly show = repairDiff({ width: Number.POSITIVE_INFINITY });

  constructor(
    isListed: (npi: string) => boolean,
    private readonly noteDown: (change: Change) => void,
    skipped = 0,
  ) {
    this.tally = new RepairTally(skipped);
    this.providers = new ProvidersLeft(isListed);
  }

  finding(finding: Finding): void {
    if (finding.loop === null || !(mended as readonly string[]).includes(finding.rule)) return;
    const { offset } = finding.billing.position;
    if (this.atFault.at(-1)?.offset !== offset) this.atFault.push({ offset, claimIds: [] });
    const { claimIds } = this.atFault.at(-1)!;
    if (claimIds.length < MOST_CLAIM_IDS) claimIds.push(finding.claim.id);
  }

  change(change: Change): void {
    this.tally.add(change);
    this.noteDown(change);
    const claimIds = 'billing' in change ? this.claimsOf(change.billing.offset) : [];
    if (change.type === 'left') return this.providers.left(change, claimIds);
    if (change.type === 'edit') this.providers.edited(change);
    if (this.shown === CHANGES_SHOWN) this.notShown++;
    else {
      this.shown++;
      this.diff += this.show(change, claimIds);
    }
  }

  private claimsOf(offset: number): readonly string[] {
    this.atFault = this.atFault.filter((loop) => loop.offset >= offset);
    return this.atFault[0]?.offset === offset ? this.atFault.shift()!.claimIds : [];
  }

  include(file: Ledger): void {
    this.tally.include(file.tally);
    this.providers.include(file.providers);
    this.notShown += file.notShown;
    if (this.shown >= CHANGES_SHOWN) this.notShown += file.shown;
    else {
      this.shown += file.shown;
      this.diff += file.diff;
    }
  }
}

function said({ message }: Error, { name }: Input): string {
  return message.startsWith(name) ? message : `${name}: ${message}`;
}

/** A copy is never packed, even if the file is. */
function unpackedName({ name, size }: Input): string {
  return size === null ? name.replace(/\.gz$/i, '') : name;
}
