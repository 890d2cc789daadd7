import { ProviderNumbers, type RankedNumber } from '../../../../enrollment/answers/provider-numbers';
import type { SetReader } from '../../../../enrollment/answers/set-reader';
import { InputError } from '../../../../node/input-error';
import { listAsCsv, listAsWorkbook } from '../../../../report/list';
import {
  type AnswerKind,
  candidateInstructions,
  candidateList,
} from '../../../../report/registry/candidates';
import { countOf } from '../../../../values/numbers';
import { turn } from '../../../../values/turn';
import { exitCodes } from '../../../exit-code';
import { findInputs, skippedInWords } from '../../../input/inputs';
import type { Log } from '../../../output/log';
import { stdoutOutput } from '../../../output/outputs';
import { RunFiles } from '../../../output/run-files';
import { fileModeOf, word, words } from '../../../settings/values';
import { UsageError } from '../../../usage-error';
import { type ImportKind, toConfirm } from './kind';

/** An answer of payers that has their numbers for providers. */
interface Source {
  readonly kind: AnswerKind;
  /** As in `3 remittances`. */
  readonly answer: string;
  /** The transaction set, for messages. */
  readonly set: string;
  /** A file found with such a name has to be X12: one that is not is a problem, and others are skipped. */
  readonly fileNames: RegExp;
  read(numbers: ProviderNumbers): SetReader;
}

/** The import of candidates from one kind of answer. */
export function answersKind(source: Source): ImportKind {
  return {
    flags: {
      payer: {
        kind: 'words',
        group: 'Payers (835, 277ca):',
        describe: 'ID: only the numbers of this payer, by its ID in the list; repeatable',
      },
    },
    async run({ paths, raw, log }) {
      const { kind, answer, set } = source;
      if (paths.length === 0)
        throw new UsageError(
          `Name the files. For example: prvcheck registry import ${kind} ${answer.split(' ').at(-1)}s -o candidates.xlsx`,
        );
      const payers = words(raw.payer);
      const { inputs, problems, skipped } = await findInputs(paths);
      const files = new RunFiles(
        inputs.map(({ path }) => path),
        fileModeOf(raw),
      );
      const target = word(raw.output);
      const output = target === null ? stdoutOutput : await files.open(target);
      const numbers = new ProviderNumbers(payers);
      for (const { message } of problems) log.problem(message);
      const read = await readAll(source, numbers, { inputs, skipped }, paths, log);
      if (read.sets === 0) {
        log.problem(`no ${set} was read.`);
        await output.abandon();
        return exitCodes.failed;
      }
      const ranked = numbers.ranked();
      const list = candidateList(kind, ranked);
      const isWorkbook = target !== null && /\.xlsx$/i.test(target);
      await output.write(
        isWorkbook
          ? await listAsWorkbook(list, candidateInstructions(kind), () => import('hucre/xlsx'))
          : Buffer.from(listAsCsv(list)),
      );
      await output.finish();
      describeSeveral(ranked, log);
      const to = target === null ? '' : `${target}: `;
      const npis = new Set(ranked.map(({ npi }) => npi).filter(Boolean));
      log.note(
        `${to}${countOf(ranked.length, 'candidate')} for ${countOf(npis.size, 'NPI')}, from ${countOf(read.sets, answer)}.${ranked.length > 0 ? ` No proof of enrollment: ${toConfirm}.` : ''}`,
      );
      describeRest(numbers, payers, log);
      if (numbers.isFull)
        log.problem(
          `there are more provider numbers than a list can hold, and some were left out. Import fewer files at a time, or the numbers of one payer (--payer).`,
        );
      if (read.isIncomplete || numbers.isFull || problems.length > 0) return exitCodes.failed;
      return ranked.length === 0 ? exitCodes.findings : exitCodes.clean;
    },
  };
}

type Found = Pick<Awaited<ReturnType<typeof findInputs>>, 'inputs' | 'skipped'>;

interface Read {
  /** Transaction sets of the kind. */
  readonly sets: number;
  /** Whether something could not be read, so that rows may be missing. */
  readonly isIncomplete: boolean;
}

/** @param named the paths that the user gave: such a file has to be of the kind, and one found in a folder need not be */
async function readAll(
  { answer, set, fileNames, read }: Source,
  numbers: ProviderNumbers,
  { inputs, skipped }: Found,
  named: readonly string[],
  log: Log,
): Promise<Read> {
  const others = skipped.filter((name) => !fileNames.test(name));
  let sets = 0;
  let isIncomplete = false;
  const problem = (message: string) => {
    isIncomplete = true;
    log.problem(message);
  };
  for (const name of skipped.filter((name) => fileNames.test(name)))
    problem(`${name}: it has the name of a ${answer}, and is not X12. Get the file again.`);
  for (const [index, { name, open }] of inputs.entries()) {
    if (name === '-' && process.stdin.isTTY) log.note(`reading ${answer}s from the keyboard`);
    const reader = read(numbers);
    log.progress(() => `file ${index + 1} of ${inputs.length}: ${countOf(sets + reader.sets, answer)}`);
    try {
      for await (const chunk of open()) {
        reader.push(chunk);
        await turn();
      }
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problem(error.message);
      continue;
    } finally {
      reader.end();
      sets += reader.sets;
    }
    if (reader.fault !== null) problem(`${name}: ${reader.fault} Rows may be missing: get the file again.`);
    else if (reader.sets === 0 && named.includes(name))
      problem(`${name}: it has no ${set}${otherwise(reader.otherTypes)}.`);
    else if (reader.sets === 0) others.push(name);
  }
  log.progress(null);
  if (others.length > 0) log.note(skippedInWords(others));
  return { sets, isIncomplete };
}

/** By ST01, what reads a set of another kind. */
const commands: Readonly<Record<string, string>> = {
  '277': 'registry import 277ca',
  '835': 'registry import 835',
  '837': 'check',
};

function otherwise(types: ReadonlySet<string>): string {
  if (types.size === 0) return '';
  const advice = [...types].flatMap((type) =>
    Object.hasOwn(commands, type) ? [`prvcheck ${commands[type]} reads ${type}`] : [],
  );
  return `, but ${[...types].join(', ')}${advice.length > 0 ? ` (${advice.join(', ')})` : ''}`;
}

const itemsShown = 5;

/** Names the NPIs with several numbers of one payer. */
function describeSeveral(ranked: readonly RankedNumber[], log: Log): void {
  const groups = new Map<string, RankedNumber[]>();
  for (const number of ranked.filter(({ numbersOfNpi }) => numbersOfNpi > 1)) {
    const key = JSON.stringify([number.npi, number.payer]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [number]);
    else group.push(number);
  }
  for (const group of [...groups.values()].slice(0, itemsShown)) {
    const [{ npi, payer, numbersOfNpi }] = group as [RankedNumber];
    const shown = group.slice(0, itemsShown).map(({ number }) => number);
    const dots = group.length > itemsShown ? ' …' : '';
    log.note(
      `NPI ${npi} has ${numbersOfNpi} numbers at ${payer.name || payer.id}: ${shown.join(', ')}${dots}. Its claims need the taxonomy.`,
    );
  }
  const more = groups.size - itemsShown;
  if (more > 0) log.note(`${countOf(more, 'more NPI')} with several numbers of one payer: see the list`);
}

function describeRest(numbers: ProviderNumbers, payers: readonly string[], log: Log): void {
  const { npisWithoutNumber, unusable, otherPayers } = numbers;
  if (npisWithoutNumber > 0)
    log.note(`${countOf(npisWithoutNumber, 'NPI')} without a number of the payer: not listed`);
  if (unusable > 0)
    log.note(`${countOf(unusable, 'value')} in the place of a provider number cannot be one: not listed`);
  if (otherPayers.size > 0) {
    const names = Array.from(
      otherPayers.values(),
      ({ id, name }) => `${id || 'no ID'} (${name || 'no name'})`,
    );
    log.note(`numbers of other payers than ${payers.join(', ')} were left out: ${names.join(', ')}`);
  }
}
