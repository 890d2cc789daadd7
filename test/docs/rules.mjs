/** The reference of the rules, made from their rows and from what they say of their bad fixtures. */
import { readFileSync } from 'node:fs';
import { checkBytes, rules } from '../../dist/index.js';
import { loadRegistry } from '../../dist/node.js';
import { root } from './run.mjs';

export function rulesTable() {
  const rows = rules.map(({ id, severity, title, snip, acknowledgement, isOptional }) => [
    `[\`${id}\`](#${id})`,
    isOptional ? 'off' : severity,
    title,
    snip,
    acknowledgement ?? '',
  ]);
  return table(['rule', 'severity', 'what it says', 'SNIP', 'answered as'], rows);
}

export async function eachRule() {
  const registry = await loadRegistry(`${root}/fixtures/rules/registry.csv`);
  return rules.map((rule) => section(rule, exampleOf(rule.id, registry))).join('\n\n');
}

function section(
  { id, severity, title, why, fix, snip, acknowledgement, isOptional },
  { path, message, hint },
) {
  const facts = [
    isOptional ? 'off by default' : severity,
    `SNIP type ${snip}`,
    ...(acknowledgement ? [`answered as ${acknowledgement}`] : []),
  ];
  return [
    `### \`${id}\``,
    `${escaped(title)} (${escaped(facts.join('; '))}).`,
    `**Why it matters.** ${escaped(why)}`,
    `**What to do.** ${escaped(fix)}`,
    `**Example**, from \`${path}\`:`,
    `> ${escaped(message)}\n>\n> ${escaped(hint)}`,
  ].join('\n\n');
}

/** The first finding of a rule on its bad fixture. */
function exampleOf(id, registry) {
  const path = `fixtures/rules/${id}/bad.837`;
  const { policy } = JSON.parse(readFileSync(`${root}/fixtures/rules/${id}/expected.json`, 'utf8'));
  const codes = policy?.taxonomyCodes;
  const { findings } = checkBytes(readFileSync(`${root}/${path}`), {
    registry,
    policy: { ...policy, ...(codes && { taxonomyCodes: new Set(codes) }) },
  });
  const { message, hint } = findings.find(({ rule }) => rule === id);
  return { path, message, hint };
}

/**
 * A Markdown table.
 * @param {readonly string[]} header
 * @param {readonly (readonly unknown[])[]} rows
 */
export function table(header, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [
    line(header),
    `|${'---|'.repeat(header.length)}`,
    ...rows.map((row) => line(row.map(escaped))),
  ].join('\n');
}

/** Text that stands in Markdown as it is; code spans excepted. */
function escaped(text) {
  return String(text).replaceAll(/[*|<~]/g, '\\$&');
}
