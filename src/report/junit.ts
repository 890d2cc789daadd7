import type { Summary } from '../finding';
import { claimRule } from '../rules/catalogue';
import { addMoney, noMoney } from '../values/money';
import { countOf } from '../values/numbers';
import { visible } from '../values/visible';
import { checkedOf } from './decided';
import type { Gatherer, Problem } from './gatherer';
import { type Notes, newNotes, note, noteClaim } from './notes';
import { payersLeftOut } from './payers-left-out';
import type { Report } from './report';
import { fates, noClaims } from './tally';
import { textStyle } from './text';
import {
  envelopeBlocks,
  fileName,
  inCsv,
  payersInSentence,
  problemBlock,
  providerName,
  stake,
  standing,
} from './text-file';
import { xmlCharacters, xmlText } from './xml';

const claimsShown = 10;
const style = textStyle({});

/**
 * JUnit XML, for pipelines that show tests: one suite per file, with a test for the file itself and one for each rule
 * and provider with findings. An error fails its test; a test with undecided claims is skipped. JUnit has no warnings,
 * so they are output of a test that passes. Skipped files are a property of a suite without tests.
 */
export function junitReport(): Report {
  let notes = newNotes(claimsShown);
  return {
    begin: () => '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="prvcheck">\n',
    finding(finding) {
      note(notes, finding);
      return '';
    },
    claimFindings(found) {
      noteClaim(notes, found);
    },
    endFile(file, summary) {
      const { claims } = notes;
      const tests = [fileTest(notes, summary), ...providerTests(claims), ...unlistedTests(claims)];
      notes = newNotes(claimsShown);
      return suite(fileName(file), tests);
    },
    end: ({ skipped }) => `${skipped > 0 ? skippedSuite(skipped) : ''}</testsuites>\n`,
  };
}

interface Test {
  /** Unique in its file, and stable between runs. */
  readonly name: string;
  /** Null if it passes. */
  readonly result: Failure | Skip | null;
  /** Texts of whole lines. */
  readonly blocks: readonly string[];
}

interface Failure {
  readonly tag: 'failure';
  readonly type: string;
  readonly message: string;
}

/** Neither failed nor passed: claims are undecided, or none was checked. */
interface Skip {
  readonly tag: 'skipped';
  readonly message: string;
}

function failure(type: string, message: string): Failure {
  return { tag: 'failure', type, message };
}

function skip(message: string): Skip {
  return { tag: 'skipped', message };
}

function fileTest(notes: Notes, summary: Summary): Test {
  const { items, total } = notes.envelope.error;
  const [first] = items;
  const more = total > 1 ? ` And ${countOf(total - 1, 'more error')}.` : '';
  const result = standing(summary, notes);
  const isDecided = checkedOf(summary) > 0 && summary.undecided === 0;
  return {
    name: 'The file itself',
    result: first ? failure(first.rule, first.message + more) : isDecided ? null : skip(result),
    blocks: [`${result}\n`, ...payersBlock(summary), ...envelopeBlocks(notes, style)],
  };
}

/** The payers out of scope, if they are too many for the sentence on the file. */
function payersBlock(summary: Summary): string[] {
  const { length } = summary.outOfScopePayers ?? [];
  return length <= payersInSentence ? [] : [`Out of scope: ${payersLeftOut(summary, length)}.\n`];
}

function providerTests({ providers }: Gatherer): Test[] {
  // By name, because a reader may show only the first of several tests with one name.
  const byName = new Map<string, Problem[]>();
  for (const provider of providers.values()) {
    for (const problem of provider.problems.values()) {
      const name = xmlCharacters(visible(`${problem.finding.rule}: ${providerName(provider)}`));
      const others = byName.get(name);
      if (others) others.push(problem);
      else byName.set(name, [problem]);
    }
  }
  return [...byName].map(([name, problems]) => providerTest(name, problems));
}

/** The test for one rule and one provider, which may combine several problems. */
function providerTest(name: string, problems: readonly Problem[]): Test {
  const claims = noClaims();
  let atRisk = noMoney;
  for (const { tally } of problems) {
    for (const fate of fates) claims[fate] += tally.claims[fate];
    atRisk = addMoney(atRisk, tally.atRisk.total);
  }
  const { rule } = problems[0]!.finding;
  const message = `${stake(claims, atRisk)}: ${claimRule(rule).title}`;
  return {
    name,
    result: claims.error > 0 ? failure(rule, message) : claims.undecided > 0 ? skip(message) : null,
    blocks: problems.map((problem) => problemBlock(problem, style)),
  };
}

/** Tests for findings over the limit, so that every error makes a test fail. */
function unlistedTests({ unlisted }: Gatherer): Test[] {
  const { error, warning, info } = unlisted;
  if (error + warning + info === 0) return [];
  const message = `${countOf(error + warning + info, 'more finding')}, not listed; ${inCsv}`;
  return [
    { name: 'More findings', result: error > 0 ? failure('error', message) : null, blocks: [`${message}\n`] },
  ];
}

function suite(file: string, tests: readonly Test[]): string {
  const count = (tag: 'failure' | 'skipped') => tests.filter(({ result }) => result?.tag === tag).length;
  const counts = `tests="${tests.length}" failures="${count('failure')}" errors="0" skipped="${count('skipped')}"`;
  const cases = tests.map((test) => testcase(file, test)).join('');
  return `<testsuite name="${xmlText(file)}" ${counts}>\n${cases}</testsuite>\n`;
}

function skippedSuite(files: number): string {
  const property = `<property name="skipped" value="${files}"/>`;
  return `<testsuite name="Other files" tests="0" failures="0" errors="0" skipped="0">\n<properties>${property}</properties>\n</testsuite>\n`;
}

function testcase(file: string, { name, result, blocks }: Test): string {
  const text = xmlText(blocks.join('\n'));
  return `<testcase classname="${xmlText(file)}" name="${xmlText(name)}">\n${output()}\n</testcase>\n`;

  function output(): string {
    const message = xmlText(visible(result?.message ?? ''));
    if (result?.tag === 'failure')
      return `<failure type="${xmlText(result.type)}" message="${message}">\n${text}</failure>`;
    const skipped = result === null ? '' : `<skipped message="${message}"/>\n`;
    return `${skipped}<system-out>\n${text}</system-out>`;
  }
}
