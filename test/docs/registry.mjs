/** The tables of the registry's guide, made from the rows in the code. */
import { build } from 'esbuild';
import { table } from './rules.mjs';
import { root } from './run.mjs';

/** What the library does not export. */
const { auditKinds, synonyms } = await inside(`
  export { auditKinds } from './src/enrollment/audit/audit';
  export { synonyms } from './src/registry/synonyms';`);

export function auditTable() {
  const severities = ['error', 'warning', 'info'];
  const kinds = Object.entries(auditKinds).sort(
    ([, a], [, b]) => severities.indexOf(a.severity) - severities.indexOf(b.severity),
  );
  const rows = kinds.map(([kind, { severity, title, hint }]) => [`\`${kind}\``, severity, title, hint]);
  return table(['kind', 'severity', 'what to do', 'why, and how'], rows);
}

export function headersTable() {
  const rows = Object.entries(synonyms).map(([column, names]) => [`\`${column}\``, names.join(', ')]);
  return table(['column', 'headers that are understood'], rows);
}

async function inside(contents) {
  const stdin = { contents, resolveDir: root };
  const { outputFiles } = await build({
    stdin,
    bundle: true,
    write: false,
    format: 'esm',
    logLevel: 'error',
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}
