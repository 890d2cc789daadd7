import { check } from '../check';
import type { Finding, Summary } from '../finding';
import { InputError } from '../node/input-error';
import { loadRegistry } from '../node/load-registry';
import { loadTaxonomyCodes } from '../node/taxonomy-codes';
import { type Registry, RegistryError } from '../registry/registry';
import { countOf } from '../report/numbers';
import type { Policy } from '../rules/policy';
import { addSummaries, emptySummary } from '../summary';
import { exitCode, exitCodes } from './exit-code';
import { hideClaimId } from './hide-claim-id';
import { findInputs, type Input } from './inputs';
import { checkProgress } from './progress';
import { openReports, type Reports } from './reports';
import type { CheckSettings } from './settings';
import type { Talk } from './talk';

/** `prvcheck check`: answers with the exit code. */
export async function checkCommand(
  settings: CheckSettings,
  config: string | null,
  talk: Talk,
): Promise<number> {
  if (config !== null) talk.note(`settings from ${config}`);
  const { inputs, problems, skipped } = await findInputs(settings.paths);
  for (const problem of problems) talk.problem(problem);
  if (inputs.length === 0) return exitCodes.failed;
  if (skipped > 0)
    talk.note(`${countOf(skipped, 'file')} passed over: no X12 in ${skipped === 1 ? 'it' : 'them'}`);

  const { registry: registryPath, nucc } = settings;
  const others = [registryPath, nucc, config].filter((path) => path !== null);
  const inUse = [...inputs.map((input) => input.name), ...others];
  const reports = await openReports(settings.outputs, inUse, talk);
  const taxonomyCodes = nucc === null ? null : await loadTaxonomyCodes(nucc);
  const policy: Policy = { ...settings.policy, taxonomyCodes };
  const registry = await readRegistry(settings, talk);

  const { total, unread } = await checkAll(
    inputs,
    { registry, policy },
    settings.hideClaimIds,
    reports,
    talk,
  );
  await reports.end(total);
  if (total.findings.warning > settings.maxWarnings) {
    talk.note(
      `${countOf(total.findings.warning, 'warning')}, more than --max-warnings ${settings.maxWarnings}`,
    );
  }
  return exitCode(total, settings, unread || problems.length > 0);
}

interface Standards {
  readonly registry: Registry;
  readonly policy: Policy;
}

async function checkAll(
  inputs: readonly Input[],
  standards: Standards,
  hideClaimIds: boolean,
  reports: Reports,
  talk: Talk,
): Promise<{ total: Summary; unread: boolean }> {
  const progress = checkProgress(inputs);
  let total = emptySummary;
  let unread = false;
  for (const [index, input] of inputs.entries()) {
    if (input.name === '-' && process.stdin.isTTY) talk.note('reading claims from the keyboard');
    const run = check(input.open(), { ...standards, file: input.name });
    const before = total;
    talk.progress(() => progress(index, before, run.summary));
    try {
      for await (const finding of run) await reports.finding(shown(finding, hideClaimIds));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      talk.problem(error.message);
      unread = true;
      if (run.summary.bytes === 0) continue; // no report says that such a file is clean
    }
    await reports.endFile(input.name, run.summary);
    total = addSummaries(total, run.summary);
  }
  talk.progress(null);
  return { total, unread };
}

function shown(finding: Finding, hideClaimIds: boolean): Finding {
  return hideClaimIds ? hideClaimId(finding) : finding;
}

const notesShown = 5;

async function readRegistry(settings: CheckSettings, talk: Talk): Promise<Registry> {
  const { registry: path, columns, skipBadRows } = settings;
  let rows = 0;
  talk.progress(() => `reading ${path}: ${countOf(rows, 'row')}`);
  const onProgress = (count: number) => {
    rows = count;
  };
  const registry = await loadRegistry(path, { columns, skipBadRows, onProgress }).catch((error: unknown) => {
    throw error instanceof RegistryError ? new InputError(`cannot use ${path}: ${error.message}`) : error;
  });
  talk.progress(null);
  const { duplicateRows, skippedRows, warnings } = registry;
  if (duplicateRows > 0)
    talk.note(`${path}: ${countOf(duplicateRows, 'row')} repeated another and counted once`);
  if (skippedRows.length > 0) talk.note(`${path}: ${countOf(skippedRows.length, 'bad row')} left out`);
  noteSome(
    talk,
    path,
    skippedRows.map(({ line, reason }) => `line ${line}: ${reason}`),
  );
  noteSome(talk, path, warnings);
  return registry;
}

function noteSome(talk: Talk, path: string, texts: readonly string[]): void {
  for (const text of texts.slice(0, notesShown)) talk.note(`${path}: ${text}`);
  if (texts.length > notesShown) talk.note(`${path}: and ${texts.length - notesShown} more like these`);
}
