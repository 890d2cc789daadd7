/** The reference of the library, made from the docstrings and declarations of its built types. */
import ts from 'typescript';
import { docOf, surfaces } from './types.mjs';

/** What stands where. All that is exported has its place here, and nothing else. */
const chapters = [
  {
    title: 'prvcheck: checking',
    intro:
      'Make one checker and keep it. It takes chunks of bytes and emits findings as soon as they are known.',
    names: [
      ...['createChecker', 'CheckerOptions', 'Checker', 'CheckRun', 'CheckStream', 'CheckResult'],
      ...['FileOptions', 'StreamOptions', 'Emitted', 'Source', 'WholeSource', 'X12InterchangeLike'],
      ...['check', 'CheckOptions', 'checkBytes', 'CheckBytesOptions'],
    ],
  },
  {
    title: 'prvcheck: results',
    intro:
      'Plain data, the same in memory and as JSON (schema 1): `--format ndjson` prints what the library emits. ' +
      'Its JSON Schema is `prvcheck/finding.schema.json`.',
    names: [
      ...['Finding', 'ClaimFinding', 'EnvelopeFinding', 'FindingBase', 'ControlNumbers', 'Position'],
      ...[
        'BillingInfo',
        'ClaimInfo',
        'ProviderInfo',
        'ProviderRole',
        'EnrollmentInfo',
        'FindingDetails',
        'Candidate',
        'ClaimVerdict',
        'Summary',
        'PayerLeftOut',
        'ProviderInfo',
        'ProviderRole',
        'emptySummary',
        'addSummaries',
      ],
      ...[
        'Severity',
        'RuleId',
        'OwnRuleId',
        'ClaimRuleId',
        'EnvelopeRuleId',
        'Outcome',
        'Reason',
        'ClaimKind',
        'ClaimPurpose',
      ],
    ],
  },
  {
    title: 'prvcheck: answers',
    intro:
      'What payers and receivers answer, as plain data: 277CA, 277, 999, 997, TA1 and 835. ' +
      'How they are read: [answers/README.md](answers/README.md).',
    names: [
      ...['readAnswers', 'AnswersOptions', 'Answer', 'ClaimAnswer', 'ScopeAnswer', 'ProviderAnswer'],
      ...['UnreadAnswer', 'AnswerBase', 'AnswerKind', 'AnswerOutcome', 'AnswerStatus', 'AnswerAdjustment'],
      ...['TaxonomyComplaint', 'SegmentComplaint', 'AnswerProvider', 'AnswerPayer'],
      'ProviderNumber',
    ],
  },
  {
    title: 'prvcheck: acknowledging',
    intro:
      'What `prvcheck check --format 277ca:FILE` writes, in any program: [ack/README.md](ack/README.md).',
    names: ['acknowledge', 'AcknowledgeOptions', 'Acknowledging', 'AcknowledgementPart', 'AckFormat'],
  },
  {
    title: 'prvcheck: repairing',
    intro:
      'What `prvcheck fix` does, in any program: the file is read twice, and the corrected file is returned.',
    names: [
      ...['repair', 'RepairOptions', 'Repair', 'RepairResult', 'RepairError', 'Assignment'],
      ...['Change', 'PrvEdit', 'CountEdit', 'LeftLoop', 'LoopAtFault', 'MendedRule', 'CodeSource'],
      ...['CodeChoice', 'Placed', 'ProviderEdit', 'LeftProvider', 'ProviderAtFault', 'MendedProviderRule'],
    ],
  },
  {
    title: 'prvcheck: policy and rules',
    intro: 'Each rule, with its reason, its remedy and an example: [rules/README.md](rules/README.md).',
    names: [
      ...['Policy', 'defaultPolicy', 'validatePolicy', 'Payer', 'Require', 'SeveritySetting'],
      ...['Terms', 'RoleSettings', 'RenderingSetting', 'AttendingSetting', 'KeySetting'],
      ...['rules', 'ruleById', 'Rule', 'ClaimRule', 'EnvelopeRule', 'RuleText'],
      ...['OwnRule', 'OwnCase', 'OwnStatement', 'JudgedLoop', 'Prv', 'Taxonomy', 'ElementFault'],
    ],
  },
  {
    title: 'prvcheck: the registry',
    intro:
      'In Node, `loadRegistry` makes one of a file. Anywhere, `registryFromRows` makes one of rows, and `registryFromBytes` of ' +
      'a compiled registry. Columns and kinds of audit items: [registry/README.md](registry/README.md).',
    names: [
      ...['Registry', 'Enrollment', 'RowProblem', 'PackedRegistry', 'registryFromBytes', 'RegistryReader'],
      ...['registryFromRows', 'RegistryRows', 'RegistryRow'],
      ...['RegistryReaderOptions', 'RegistryCell', 'RegistryError', 'resolveEnrollment', 'EnrollmentQuery'],
      'Resolution',
      ...['providerTypeName', 'auditRegistry', 'AuditItem', 'AuditKind', 'AuditOptions', 'NppesProvider'],
    ],
  },
  {
    title: 'prvcheck: errors',
    intro: 'Every error that prvcheck throws has a `code`, and a `cause` if another error led to it.',
    names: ['ErrorCode', 'PrvcheckError', 'isPrvcheckError'],
  },
  {
    title: 'prvcheck/node',
    intro: 'Reading files in Node. Everything else works without files.',
    names: [
      'loadRegistry',
      'LoadRegistryOptions',
      'RegistrySource',
      'openFile',
      'openUnpacked',
      'loadTaxonomyCodes',
      'InputError',
    ],
  },
];

const widest = 100;

export function apiPage() {
  const [core, node] = surfaces(['index', 'node']);
  const declarations = new Map([...core.declarations, ...node.declarations]);
  const names = chapters.flatMap(({ names }) => names);
  const strays = [...declarations.keys()].filter((name) => !names.includes(name));
  if (strays.length > 0) throw new Error(`API: no place for ${strays.join(', ')}: see test/docs/api.mjs`);

  const again = [...node.declarations.keys()].filter((name) => core.declarations.has(name)).sort();
  return [
    '<!-- generated by npm run docs -->',
    '# The library',
    'Two entries, as ES modules and CommonJS with types: `prvcheck` runs anywhere (Node, browsers, workers) and knows no ' +
      'files; `prvcheck/node` reads them. Invalid data never throws; every error that is thrown is named below.',
    'Samples to copy, which the tests run: [fixtures/samples](../fixtures/samples).',
    ...chapters.flatMap(({ title, intro, names }) => [`## ${title}`, intro, ...names.flatMap(entry)]),
    `From \`prvcheck\`, for convenience: ${again.map(link).join(', ')}.`,
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');

  function entry(name) {
    const declaration = declarations.get(name);
    if (declaration === undefined) throw new Error(`API: ${name} is not exported: see test/docs/api.mjs`);
    const { text, tags } = docOf(declaration);
    if (text === '') throw new Error(`API: ${name} has no docstring`);
    const code = codeOf(declaration, core.checker);
    const types = typesIn(declaration).filter((type) => type !== name && names.includes(type));
    return [
      `### ${name}`,
      text,
      ...tags.filter((tag) => tag.name === 'param').map((tag) => `\`${tag.of}\`: ${tag.text}.`),
      ...tags
        .filter((tag) => tag.name === 'throws')
        .map(
          (tag) =>
            `Throws ${tag.text.replace(/^\w+/, (type) => (names.includes(type) ? link(type) : type))}.`,
        ),
      `\`\`\`ts\n${code}\n\`\`\``,
      ...tags.filter((tag) => tag.name === 'example').map((tag) => `For example:\n\n${tag.lines}`),
      ...(types.length > 0 ? [`See ${types.map(link).join(', ')}.`] : []),
    ];
  }
}

function link(name) {
  return `[${name}](#${name.toLowerCase()})`;
}

/** A declaration as it is read best: without what is private, and what is computed as it comes out. */
function codeOf(declaration, checker) {
  if (ts.isVariableDeclaration(declaration)) return `const ${declaration.getText()};`;
  const text = indented(declaration.getText().replace(/^declare /, ''));
  if (ts.isClassDeclaration(declaration)) return withoutPrivate(declaration);
  if (!ts.isTypeAliasDeclaration(declaration)) return text;
  const members = /\btypeof\b/.test(text)
    ? choicesOf(checker.getTypeAtLocation(declaration)).map(({ value }) => `'${value}'`)
    : ts.isUnionTypeNode(declaration.type) && !text.includes('\n')
      ? declaration.type.types.map((member) => member.getText())
      : null;
  if (members === null) return text.replaceAll(/ *\n(\/\*\*.*\*\/)\n(?: \| )?(?=')/g, '\n  $1\n  | ');
  const [left] = text.split(' =');
  const line = `${left} = ${members.join(' | ')};`;
  return line.length <= widest ? line : `${left} =\n${members.map((member) => `  | ${member}`).join('\n')};`;
}

function withoutPrivate(declaration) {
  const hidden = declaration.members.filter(
    (member) => ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Private,
  );
  let text = declaration.getFullText();
  for (const member of hidden.toReversed()) {
    const from = member.getFullStart() - declaration.getFullStart();
    text = text.slice(0, from) + text.slice(from + member.getFullWidth());
  }
  return indented(text.slice(text.indexOf('declare class') + 'declare '.length).trimEnd());
}

/** The names of the types that a declaration uses, in alphabetical order. */
function typesIn(node) {
  const found = new Set();
  const visit = (node) => {
    if (ts.isTypeReferenceNode(node)) found.add(node.typeName.getText());
    if (ts.isExpressionWithTypeArguments(node)) found.add(node.expression.getText());
    const isPrivate =
      ts.canHaveModifiers(node) && node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword);
    if (!isPrivate) ts.forEachChild(node, visit);
  };
  visit(node);
  return [...found].sort();
}

/** By two blanks, as the source is. */
function indented(text) {
  return text.replace(/\{\s+\}$/, '{}').replaceAll(/^( {4})+/gm, (blanks) => ' '.repeat(blanks.length / 2));
}

/** The members of a union; one alone is none. */
function choicesOf(type) {
  return type.types ?? [type];
}
