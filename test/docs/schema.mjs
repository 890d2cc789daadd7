/** The JSON Schema of what prvcheck says, made from the types that it says it with. */
import ts from 'typescript';
import { docOf, surfaces } from './types.mjs';

/** What a line of ndjson, or a verdict as JSON, can be. */
const records = ['Finding', 'ClaimVerdict', 'Summary'];

export function findingSchema() {
  const [{ checker, declarations }] = surfaces(['index']);
  const defs = {};
  const anyOf = records.map(refTo);
  return `${JSON.stringify(
    {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      title: 'What prvcheck says of 837 claim files, schema 1',
      description: 'A line of its ndjson (a finding, or the summary at the end), or a verdict on a claim.',
      anyOf,
      $defs: defs,
    },
    null,
    2,
  )}\n`;

  function refTo(name) {
    if (!(name in defs)) {
      const declaration = declarations.get(name);
      if (declaration === undefined) throw new Error(`schema: ${name} is not exported`);
      defs[name] = null; // keeps its place, and ends the circle of a type that holds itself
      defs[name] = described(
        declaration,
        ts.isInterfaceDeclaration(declaration) ? object(members(declaration)) : schemaOf(declaration.type),
      );
    }
    return { $ref: `#/$defs/${name}` };
  }

  /** The members of an interface, inherited ones first. */
  function members(declaration) {
    const bases = (declaration.heritageClauses ?? []).flatMap(({ types }) => types);
    const inherited = bases.flatMap(({ expression }) => members(declarations.get(expression.text)));
    return [...inherited, ...declaration.members];
  }

  function object(members) {
    return objectOf(
      members.map((member) => [member.name.text, described(member, schemaOf(member.type))]),
      members.filter((member) => member.questionToken === undefined).map((member) => member.name.text),
    );
  }

  function schemaOf(node) {
    switch (node.kind) {
      case ts.SyntaxKind.StringKeyword:
        return { type: 'string' };
      case ts.SyntaxKind.NumberKeyword: // All numbers here count something.
        return { type: 'integer', minimum: 0 };
      case ts.SyntaxKind.BooleanKeyword:
        return { type: 'boolean' };
      case ts.SyntaxKind.LiteralType:
        return isNull(node) ? { type: 'null' } : { const: literal(node) };
      case ts.SyntaxKind.UnionType:
        return union(node.types);
      case ts.SyntaxKind.ParenthesizedType:
      case ts.SyntaxKind.TypeOperator: // readonly
        return schemaOf(node.type);
      case ts.SyntaxKind.ArrayType:
        return { type: 'array', items: schemaOf(node.elementType) };
      case ts.SyntaxKind.TemplateLiteralType: // of the caller's rules
        return { type: 'string', pattern: `^${node.head.text}` };
      case ts.SyntaxKind.TypeReference:
        return reference(node.typeName.text, node.typeArguments ?? []);
      default:
        throw new Error(`schema: no words for ${node.getText()}`);
    }
  }

  function union(types) {
    const schemas = types.map(schemaOf);
    if (schemas.every((schema) => 'const' in schema)) return { enum: schemas.map((schema) => schema.const) };
    const [one, other] = schemas;
    if (schemas.length === 2 && other.type === 'null' && typeof one.type === 'string')
      return { ...one, type: [one.type, 'null'] };
    return { anyOf: schemas };
  }

  function reference(name, [first, second]) {
    if (name === 'Readonly') return schemaOf(first);
    if (name === 'Partial') {
      const { required: _, ...schema } = schemaOf(first);
      return schema;
    }
    if (name !== 'Record') return refTo(name);
    const { types } = checker.getTypeFromTypeNode(first);
    const keys = types.flatMap(({ value }) => value ?? []);
    const patterns = types.flatMap(({ texts }) => texts?.[0] ?? []);
    const schema = objectOf(
      keys.map((key) => [key, schemaOf(second)]),
      keys,
    );
    if (patterns.length === 0) return schema;
    return {
      ...schema,
      patternProperties: Object.fromEntries(patterns.map((text) => [`^${text}`, schemaOf(second)])),
    };
  }
}

function objectOf(properties, required) {
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    required,
    additionalProperties: false,
  };
}

function isNull(node) {
  return node.literal.kind === ts.SyntaxKind.NullKeyword;
}

function literal({ literal }) {
  return ts.isNumericLiteral(literal) ? Number(literal.text) : literal.text;
}

function described(node, schema) {
  const { text } = docOf(node);
  return text === '' ? schema : { description: text, ...schema };
}
