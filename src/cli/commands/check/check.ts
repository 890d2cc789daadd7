import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import type { AnswerKind } from '../../../answers/answer';
import type { HideClaimIds } from '../../../batch/check-file';
import type { Standards } from '../../../check/standards';
import type { Summary } from '../../../finding';
import { answerKind } from '../../../input/answer-kind';
import type { Input } from '../../../input/input';
import { type InputRun, type Listener, partlyReported, runInput } from '../../../input/run';
import { runInputs } from '../../../input/run-inputs';
import type { PackedRegistry } from '../../../registry/packed/packed';
import { aboutCheck } from '../../../report/about';
import { answersInWords } from '../../../report/answer';
import { whyUndecided } from '../../../report/decided';
import { idsOf, type Policy } from '../../../rules/policy';
import { countOf } from '../../../values/numbers';
import { turn } from '../../../values/turn';
import type { Command } from '../../command';
import { exitCode, exitCodes } from '../../exit-code';
import { checkHelp, pathsHelp } from '../../help';
import { findInputs, skippedInWords } from '../../input/inputs';
import type { Log } from '../../output/log';
import { checkProgress } from '../../output/progress';
import { openReports, type Reports } from '../../output/reports';
import { RunFiles } from '../../output/run-files';
import { bytesToShare } from '../../parallel/bytes-to-share';
import type { Team } from '../../parallel/team';
import { flags } from '../../settings/flags';
import { claimIdHider, readHiding } from '../../settings/hide-claim-ids';
import { readStandards } from '../../settings/read-standards';
import { type CheckSettings, toSettings } from '../../settings/settings';
import { reportClaimsLeftOut, warnOfClaimsLeftOut } from './left-out';

/** `prvcheck check`. */
export const check: Command = {
  usage: `$0 check [paths..] --registry FILE

Checks 837 claim files against the registry of your billing NPIs.`,
  positionals: { paths: pathsHelp },
  flags,
  epilog: checkHelp,

  async run({ words, raw, config, log }) {
    const settings = toSettings(words, raw, config.payers);
    const { batch } = settings;
    if (batch === null) return checkInputs(settings, config.path, log);
    return (await import('./batch')).checkBatch(settings, batch, config.path, log);
  },
};

/** Writes reports and returns the exit code. */
async function checkInputs(settings: CheckSettings, config: string | null, log: Log): Promise<number> {
  const { inputs, problems, skipped } = await findInputs(settings.paths);
  for (const { message } of problems) log.problem(message);
  if (inputs.length === 0) return exitCodes.failed;
  if (skipped.length > 0) log.note(skippedInWords(skipped));

  const read = inputs.map(({ path }) => path);
  const { registry: registryPath, nucc, hideKey } = settings;
  const files = new RunFiles([...read, registryPath, nucc, hideKey, config], settings.fileMode);
  const reports = await openReports(settings, files, skipped, log);
  for (const { message } of problems) reports.problem(message);
  warnOfClaimsLeftOut(settings.outputs, log);
  const { standards, registry } = await readStandards(settings, log);
  const { rows, npis } = registry;
  const list = { name: basename(registryPath), enrollments: rows, npis };
  reports.about(aboutCheck(settings.stamp, list, standards.policy));
  const hideClaimIds = await claimIdHider(await readHiding(settings));
  // An acknowledgement needs every segment in order, so it uses one thread.
  const jobs = reports.acks === null ? settings.jobs : 1;
  const team = await startTeam(jobs, inputs, standards, registry);
  const start: Run = (input, listener) => team?.run(input, listener) ?? runInput(input, standards, listener);
  // Running threads would keep the process alive.
  const checked = await checkAll(inputs, start, hideClaimIds, reports, log).finally(() => team?.end());
  const total = { ...checked.total, skipped: skipped.length };
  await reports.end(total, inputs);
  // The text report says so of each.
  if (!settings.outputs.some(({ format }) => format === 'text'))
    for (const sentence of answersInWords(checked.answers)) log.note(sentence);
  reportClaimsLeftOut(reports.claimsLeftOut(), settings.outputs, log);
  if (total.claims > 0 && total.outOfScope === total.claims) log.note(allOutOfScope(standards.policy));
  const { warning } = total.findings;
  if (warning > settings.maxWarnings) {
    log.note(`${countOf(warning, 'warning')}, more than --max-warnings ${settings.maxWarnings}`);
  }
  const { undecided } = total;
  if (settings.failOnUndecided && undecided > 0)
    log.note(`${countOf(undecided, 'claim')} undecided, see --fail-on: ${whyUndecided(undecided)}`);
  return exitCode(total, settings, checked.isIncomplete || problems.length > 0);
}

function allOutOfScope({ payers, receivers }: Policy): string {
  const lists = [
    ...(payers.length > 0 ? [`to payer ${payers.flatMap(idsOf).join(' or ')}`] : []),
    ...(receivers.length > 0 ? [`to receiver ${receivers.join(' or ')}`] : []),
  ];
  return `every claim is out of scope: no claim goes ${lists.join(' and ')}`;
}

/** Seconds between flushes, which also give signals and the progress line a turn. Many small files fit in. */
const A_TURN = 0.05;

/** An input that is an answer instead of claims. */
interface Answer {
  readonly name: string;
  readonly answer: AnswerKind;
}

type Run = (input: Input, listener: Listener) => InputRun;

async function checkAll(
  inputs: readonly Input[],
  start: Run,
  hideClaimIds: HideClaimIds | null,
  reports: Reports,
  log: Log,
): Promise<{ total: Summary; isIncomplete: boolean; answers: readonly Answer[] }> {
  const answers: Answer[] = [];
  const progress = checkProgress(inputs);
  let lastLogged = '';
  let lastTurn = process.uptime();
  const run = runInputs(inputs, {
    start(input, { index, soFar, broken }) {
      if (input.name === '-' && process.stdin.isTTY) log.note('reading claims from the keyboard');
      log.progress(() => progress(index, soFar()));
      const { acks, finding, claimFindings } = reports;
      if (acks === null && hideClaimIds === null) return start(input, { finding, claimFindings, broken });
      const shown = hideClaimIds?.() ?? ((finding) => finding);
      return start(input, {
        ...acks,
        finding(one) {
          finding(shown(one));
          acks?.finding(one);
        },
        broken,
      });
    },
    step() {
      if (reports.isFull()) return reports.flush();
    },
    async fault(_, { message }, isPartial) {
      // An archive over its limit fails with the same message for each further file in it.
      if (message === lastLogged) return;
      lastLogged = message;
      // On a terminal the message should follow the reports of earlier files.
      await reports.flush();
      const words = isPartial ? `${message} ${partlyReported}` : message;
      log.problem(words);
      reports.problem(words);
    },
    async done(input, { summary }) {
      // Standard input cannot be read twice.
      const answer = input.path === '-' ? null : await answerKind(input, summary);
      if (answer !== null) answers.push({ name: input.name, answer });
      reports.endFile(input.name, summary, answer);
      if (process.uptime() - lastTurn < A_TURN && !reports.isFull()) return;
      await reports.flush();
      await turn();
      lastTurn = process.uptime();
    },
  });
  return { ...(await run.finally(() => log.progress(null))), answers };
}

/** Bytes from which starting threads pays off: if `--jobs` is given, and if not. */
const worthATeam = { asked: 32 * 1024 * 1024, unasked: 1024 * 1024 * 1024 };
/** A larger file is read in its turn: if it has many findings, what another thread read of it would be in vain. */
const LARGEST_SHARED = 64 * 1024 * 1024;

/** Starts threads if there is enough work for them. */
async function startTeam(
  jobs: number | null,
  inputs: readonly Input[],
  standards: Standards,
  registry: PackedRegistry,
): Promise<Team | null> {
  const shared = inputs.filter(({ size }) => size !== null && size <= LARGEST_SHARED);
  const threads = Math.min(jobs ?? availableParallelism(), shared.length);
  const worth = jobs === null ? worthATeam.unasked : worthATeam.asked;
  if (threads < 2 || bytesToShare(shared) < worth) return null;
  const { Team } = await import('../../parallel/team');
  return new Team(threads, shared, standards, registry.bytes);
}
