/** The built types of the two entries, as the TypeScript compiler reads them. */
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/**
 * What dist/ENTRY.d.ts exports, by name: the declaration of each.
 * @param {readonly string[]} entries
 */
export function surfaces(entries) {
  const files = entries.map((entry) => fileURLToPath(new URL(`../../dist/${entry}.d.ts`, import.meta.url)));
  const program = ts.createProgram(files, {
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    target: ts.ScriptTarget.ES2022,
    strict: true,
    types: [],
  });
  const checker = program.getTypeChecker();
  return files.map((file) => {
    const module = checker.getSymbolAtLocation(program.getSourceFile(file));
    const declarations = checker.getExportsOfModule(module).map((symbol) => {
      const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
      return [symbol.name, target.declarations[0]];
    });
    return { checker, declarations: new Map(declarations) };
  });
}

/** The docstring of a declaration or of a member: its text, and its tags. */
export function docOf(node) {
  const doc = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc).at(-1);
  const tags = (doc?.tags ?? []).map((tag) => ({
    name: tag.tagName.text,
    of: tag.name?.getText(),
    text: plain(tag.comment),
    lines: ts.getTextOfJSDocComment(tag.comment) ?? '',
  }));
  return { text: plain(doc?.comment), tags };
}

function plain(comment) {
  return (ts.getTextOfJSDocComment(comment) ?? '').replaceAll(/\s*\n\s*/g, ' ').trim();
}
