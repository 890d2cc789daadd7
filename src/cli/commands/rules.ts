import { type AnswerExplained, explainAnswer } from '../../answers/explain';
import type { RuleId } from '../../finding';
import type { Paint } from '../../report/index';
import { table, wrap } from '../../report/wrap';
import { ruleById, rules, usualSeverity } from '../../rules/catalogue';
import { explanationOf } from '../../rules/explanation';
import type { Rule } from '../../rules/rule';
import type { Command } from '../command';
import { exitCodes } from '../exit-code';
import { screenWidth, stdoutPaint } from '../output/paint';
import { print } from '../output/stdout';
import { didYouMean, refuseMore, UsageError } from '../usage-error';

/** `prvcheck rules`: every rule on a line. */
export const list: Command = {
  usage: '$0 rules\n\nList the rules',
  positionals: {},
  flags: {},

  async run({ words: [more] }) {
    refuseMore('rules', more);
    const rows = rules.map((rule) => [rule.id, usualSeverity(rule), rule.title]);
    return show(table(rows, screenWidth()));
  },
};

/** `prvcheck explain RULE`. */
export const explain: Command = {
  usage: `$0 explain RULE

Explains a rule, or a code with which a payer turns a claim down.`,
  positionals: {
    rule: 'A rule as "prvcheck rules" lists it; or a status of a 277CA, as 277CA:A7:145:85, or a reason and remark of an 835, as CARC16+N255',
  },
  flags: {},

  async run({ words: [id, more] }) {
    refuseMore('explain', more);
    const paint = stdoutPaint(process.stdout.isTTY === true, process.env);
    const answer = id === undefined ? null : explainAnswer(id);
    if (answer !== null) return show(answerExplained(answer, screenWidth(), paint));
    return show(explained(ruleNamed(id), screenWidth(), paint));
  },
};

function answerExplained({ code, title, parts }: AnswerExplained, width: number, paint: Paint): string[] {
  return [paint.bold(code), ...wrap(title, width), ...partLines(parts, width, paint)];
}

function ruleNamed(id: string | undefined): Rule {
  if (id === undefined) throw new UsageError('Name a rule, for example: prvcheck explain taxonomy-missing');
  const rule = ruleById(id);
  if (rule === undefined) {
    const ids = rules.map((known) => known.id);
    throw new UsageError(
      `There is no rule "${id}".${didYouMean(id, ids)} "prvcheck rules" lists them all. Codes of payers are written as 277CA:A7:145:85 or CARC16+N255.`,
    );
  }
  return rule;
}

function explained(rule: Rule, width: number, paint: Paint): string[] {
  return [
    `${paint.bold(rule.id)} (${usualSeverity(rule)})`,
    ...wrap(rule.title, width),
    ...partLines(
      explanationOf(rule).map(([heading, text]) => {
        const flags = heading === 'What to do' ? (flagsOf[rule.id] ?? '') : '';
        return [heading, text + flags] as const;
      }),
      width,
      paint,
    ),
  ];
}

function partLines(parts: AnswerExplained['parts'], width: number, paint: Paint): string[] {
  return parts.flatMap(([heading, text]) => [
    '',
    ...(heading === null ? [] : [paint.bold(heading)]),
    ...wrap(text, width),
  ]);
}

/** The command-line flags that relate to a rule. */
const flagsOf: Readonly<Partial<Record<RuleId, string>>> = {
  'taxonomy-unknown': ' The list is the file given with --nucc.',
};

async function show(lines: readonly string[]): Promise<number> {
  await print(lines.map((line) => `${line}\n`).join(''));
  return exitCodes.clean;
}
