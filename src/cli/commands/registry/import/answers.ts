import { ProviderNumbers, type RankedNumber } from '../../../../enrollment/answers/provider-numbers';
import { candidateInstructions, candidateList, severalNumbers } from '../../../../report/registry/candidates';
import { firstFew } from '../../../../rules/advice';
import { countOf } from '../../../../values/numbers';
import { exitCodes } from '../../../exit-code';
import { findInputs, skippedInWords } from '../../../input/inputs';
import type { Log } from '../../../output/log';
import { stdoutOutput } from '../../../output/outputs';
import { RunFiles } from '../../../output/run-files';
import { fileModeOf, word, words } from '../../../settings/values';
import { UsageError } from '../../../usage-error';
import { formatOfNewList, listIn } from '../list-file';
import { type ImportKind, toConfirm } from './kind';
import { type AnswerSource, readAnswers } from './read-answers';

/** The import of candidates from one kind of answer. */
export function answersKind(source: AnswerSource): ImportKind {
  const { kind, answer, set, fileNames } = source;
  return {
    flags: {
      payer: {
        kind: 'words',
        group: 'Payers (835, 277ca):',
        describe: 'ID: only the numbers of this payer, by its ID in the list; repeatable',
      },
    },
    async run({ paths, raw, log }) {
      if (paths.length === 0)
        throw new UsageError(
          `Name the files. For example: prvcheck registry import ${kind} answers -o candidates.xlsx`,
        );
      const payers = words(raw.payer);
      const target = word(raw.output);
      const format = await formatOfNewList(target);
      const { inputs, problems, skipped } = await findInputs(paths);
      const files = inputs.map(({ path }) => path);
      const output = target === null ? stdoutOutput : await new RunFiles(files, fileModeOf(raw)).open(target);
      const misnamed = skipped.filter((name) => fileNames.test(name));
      const others = skipped.filter((name) => !fileNames.test(name));
      for (const { message } of problems) log.problem(message);
      for (const name of misnamed)
        log.problem(`${name}: it has the name of a ${answer}, and is not X12. Get the file again.`);

      const numbers = new ProviderNumbers(payers);
      const read = await readAnswers(source, numbers, inputs, paths, log);
      others.push(...read.others);
      if (others.length > 0) log.note(skippedInWords(others));
      if (read.sets === 0) {
        log.problem(`no ${set} was read.`);
        await output.abandon();
        return exitCodes.failed;
      }
      const ranked = numbers.ranked();
      await output.write(await listIn(format, candidateList(kind, ranked), candidateInstructions(kind)));
      await output.finish();

      for (const sentence of severalNumbers(ranked)) log.note(sentence);
      log.note(`${target === null ? '' : `${target}: `}${summaryOf(ranked, countOf(read.sets, answer))}`);
      noteRest(numbers, payers, log);
      if (numbers.isFull)
        log.problem(
          'there are more provider numbers than a list can hold, and some were left out. Import fewer files at a time, or the numbers of one payer (--payer).',
        );
      const isIncomplete = read.isIncomplete || numbers.isFull || problems.length > 0 || misnamed.length > 0;
      if (isIncomplete) return exitCodes.failed;
      return ranked.length === 0 ? exitCodes.findings : exitCodes.clean;
    },
  };
}

function summaryOf(ranked: readonly RankedNumber[], from: string): string {
  const npis = new Set(ranked.map(({ npi }) => npi).filter((npi) => npi !== ''));
  const counts = `${countOf(ranked.length, 'candidate')} for ${countOf(npis.size, 'NPI')}, from ${from}.`;
  return ranked.length === 0 ? counts : `${counts} No proof of enrollment: ${toConfirm}.`;
}

/** Says what is not in the list. */
function noteRest(numbers: ProviderNumbers, payers: readonly string[], log: Log): void {
  const { npisWithoutNumber, unusable, otherPayers } = numbers;
  if (npisWithoutNumber > 0)
    log.note(`${countOf(npisWithoutNumber, 'NPI')} without a number of the payer: not listed`);
  if (unusable > 0)
    log.note(`${countOf(unusable, 'value')} in the place of a provider number cannot be one: not listed`);
  if (otherPayers.size > 0) {
    const others = [...otherPayers.values()];
    const names = firstFew(others, ', ', ({ id, name }) => `${id || 'no ID'} (${name || 'no name'})`);
    log.note(`numbers of other payers than ${payers.join(', ')} were left out: ${names}`);
  }
}
