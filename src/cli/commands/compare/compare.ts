import { makeStandards, type Standards } from '../../../check/standards';
import { Comparison } from '../../../compare/comparison';
import type { ComparisonRow } from '../../../compare/comparison-rows';
import { InputError } from '../../../node/input-error';
import { loadTaxonomyCodes } from '../../../node/taxonomy-codes';
import { noEnrollments } from '../../../registry/registry';
import { compareFormats, createCompareReport } from '../../../report/compare/compare';
import { inTurns } from '../../../values/steps';
import { isTurnDue, turn } from '../../../values/turn';
import type { Command } from '../../command';
import { exitCodes } from '../../exit-code';
import { findInputs, skippedInWords } from '../../input/inputs';
import type { Log } from '../../output/log';
import { screenStyle } from '../../output/paint';
import { RunFiles } from '../../output/run-files';
import { openWriters } from '../../output/writers';
import { flags, standardsFlags } from '../../settings/flags';
import { readStandards } from '../../settings/read-standards';
import { type CheckSettings, toSettings, withoutBatch } from '../../settings/settings';
import { outputs, word, words } from '../../settings/values';
import { UsageError } from '../../usage-error';
import { readAnswerFiles, readClaims } from './read';

const files = 'files, folders, gzips or zips, patterns; repeatable';

/** `prvcheck compare`. */
export const compare: Command = {
  usage: `$0 compare --claims DIR --answers DIR [--registry FILE]

Compares what a check finds on claims with what the payer answered: 277CA, 277, 999, 997, TA1 and 835, in any order. Tells what was foreseen, what was missed and what would have caught it, and which errors were paid all the same.`,
  positionals: {},
  flags: {
    claims: {
      kind: 'words',
      group: 'Files:',
      describe: `PATH: the claims that were sent (837): ${files}`,
    },
    answers: {
      kind: 'words',
      group: 'Files:',
      describe: `PATH: what came back: ${files}. The claims' folder may hold both`,
    },
    ...standardsFlags,
    registry: {
      ...standardsFlags.registry,
      describe:
        'FILE: the list of enrollments that claims are checked with. Without it only what is wrong in the claims themselves is known: a taxonomy misplaced, malformed, or missing under --require always',
    },
    format: {
      ...flags.format,
      describe:
        'text (default), brief (two lines), json, ndjson, csv or html; with :FILE into a file, as csv:answers.csv; repeatable',
    },
    dates: flags.dates,
    'show-claim-ids': {
      kind: 'switch',
      group: 'Report:',
      describe:
        'Show the control numbers of patients (CLM01) and the numbers of claims at the payer; without it claims are #1, #2 ...',
    },
    'file-mode': flags['file-mode'],
    'exit-zero': flags['exit-zero'],
    quiet: flags.quiet,
    config: flags.config,
  },
  epilog: `An answer belongs to the claim with its number (CLM01), if its service dates, provider and charge do not contradict; of several the one with its BHT03, its REF*1K or CLP07, its payer. What fits several claims is counted for none, and listed.
A reversal in an 835 takes back what was paid or denied before. An acceptance (A2) agrees with a claim without errors; it does not contradict an error, because the denial may come later.
Suggestions are for you to weigh: nothing is changed by them.

Examples:
  prvcheck compare --claims sent --answers received --registry registry.csv
  prvcheck compare --claims march --answers march --registry registry.csv --show-claim-ids --format text --format csv:march.csv

Exit codes:
  0  nothing was missed
  1  a claim was turned down for a taxonomy, and no error was reported on it
  2  the job could not be done, or not completely: wrong use, no answers, or a file that cannot be read or written`,

  async run({ words: strays, raw, given, config, log }) {
    const [stray] = strays;
    if (stray !== undefined)
      throw new UsageError(
        `Say whether ${stray} holds claims or answers: --claims ${stray}, or --answers ${stray}.`,
      );
    const [claimPaths, answerPaths] = [words(raw.claims), words(raw.answers)];
    if (claimPaths.length === 0 || answerPaths.length === 0)
      throw new UsageError(`Name the claims and the answers. ${example}`);
    const registry = word(raw.registry);
    const own = withoutBatch(raw);
    const settings = toSettings(claimPaths, { ...own, registry: registry ?? '' }, config.payers);

    const claims = await findInputs(claimPaths);
    const answers = await findInputs(answerPaths);
    for (const { message } of [...claims.problems, ...answers.problems]) log.problem(message);
    const read = [...claims.inputs, ...answers.inputs].map(({ path }) => path);
    const runFiles = new RunFiles([...read, registry, settings.nucc, config.path], settings.fileMode);
    const writers = await openWriters(
      outputs(given.format, compareFormats, 'text'),
      ({ format, path }) =>
        createCompareReport(format, { dates: settings.dates, ...(path === null && screenStyle()) }),
      runFiles,
      log,
    );

    const standards = await standardsOf(settings, registry, log);
    const list = registry === null ? null : standards.registry;
    const comparison = new Comparison(list, standards.policy.payers);
    const isLosing = await readClaims(claims.inputs, standards, comparison, log);
    const { isIncomplete, others } = await readAnswerFiles(answers, answerPaths, comparison, log);
    const skipped = [...new Set([...claims.skipped, ...answers.skipped])];
    if (skipped.length > 0) log.note(skippedInWords(skipped));
    const missing =
      comparison.claimsSoFar === 0 ? 'claims' : comparison.answersSoFar === 0 ? 'answers' : null;
    if (missing !== null) throw new InputError(`no ${missing} were read, so there is nothing to compare.`);
    const withoutAnswers = others.filter((name) => !claims.inputs.some((input) => input.name === name));
    if (withoutAnswers.length > 0) log.note(skippedInWords(withoutAnswers));

    log.progress(() => 'finding the claim of each answer');
    await inTurns(comparison.match()).finally(() => log.progress(null));
    const showsIds = raw['show-claim-ids'] === true;
    const shown = showsIds ? (row: ComparisonRow) => row : claimNumbers();
    writers.add((report) => report.begin({ registry }));
    for (const row of comparison.rows()) {
      const line = shown(row);
      writers.add((report) => report.row(line));
      if (writers.isFull()) await writers.flush();
      if (isTurnDue()) await turn();
    }
    const totals = comparison.totals();
    writers.add((report) => report.end(totals));
    await writers.finish();
    const isPartial = claims.problems.length + answers.problems.length > 0;
    if (isLosing || isIncomplete || isPartial) return exitCodes.failed;
    const isMissed = totals.classes.missed.claims > 0 && !settings.exitZero;
    return isMissed ? exitCodes.findings : exitCodes.clean;
  },
};

const example = 'For example: prvcheck compare --claims sent --answers received --registry registry.csv';

async function standardsOf(settings: CheckSettings, registry: string | null, log: Log): Promise<Standards> {
  if (registry !== null) return (await readStandards(settings, log)).standards;
  const { nucc, policy } = settings;
  const taxonomyCodes = nucc === null ? null : await loadTaxonomyCodes(nucc);
  return makeStandards(noEnrollments, { ...policy, taxonomyCodes });
}

/** Replaces the numbers of patients and claims. */
function claimNumbers(): (row: ComparisonRow) => ComparisonRow {
  let count = 0;
  return (row) => {
    const id = `#${++count}`;
    if (row.type === 'unmatched-answer') return { ...row, id, payerClaimId: null };
    return { ...row, id, answers: row.answers.map((answer) => ({ ...answer, payerClaimId: null })) };
  };
}
