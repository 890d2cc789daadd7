/**
 * Reduces node-x12 to its writer of segments for the library and the page: the package is one webpack file with a parser, a query
 * engine and validation inside, and their Node dependencies. Only the modules that write are kept.
 */
import { readFileSync } from 'node:fs';

/** Module numbers in the file: what is imported, and the dependencies of that. */
const wanted = ['942', '872', '974', '432'];
const needed = ['187', '291', '115', '450', '555', '131'];
const entry = '273';
/** The mapper of transactions to objects: referenced by the writer, but never called. */
const unused = '792';

/** @param {string} text the package's file */
function writersOf(text) {
  const modules = new Map(
    [...text.matchAll(/\n\/\*\*\*\/ (\d+):\n[\s\S]*?\n\/\*\*\*\/ \}\),?(?=\n)/g)].map(([all, id]) => [
      id,
      all,
    ]),
  );
  const kept = new Set([entry, ...wanted, ...needed]);
  const asked = new Set(
    [...wanted, ...needed].flatMap((id) =>
      [...(modules.get(id) ?? '').matchAll(/__webpack_require__\((\d+)\)/g)].map(([, other]) => other),
    ),
  );
  asked.delete(unused);
  if ([...kept].some((id) => !modules.has(id)) || [...asked].some((id) => !kept.has(id)))
    throw new Error('node-x12 is made up otherwise than it was: see which of its modules write segments');
  let writers = text;
  for (const [id, module] of modules) {
    if (id === entry) {
      const exported = /__exportStar\(__webpack_require__\((\d+)\), exports\);/g;
      writers = writers.replace(
        module,
        module.replace(exported, (all, other) => (wanted.includes(other) ? all : '')),
      );
    } else if (!kept.has(id)) writers = writers.replace(module, id === unused ? `\n${id}() {},` : '');
  }
  return writers;
}

/** A plugin for esbuild. */
export const writesSegments = {
  name: 'node-x12 writes segments',
  setup: ({ onLoad }) =>
    onLoad({ filter: /[\\/]node-x12[\\/]index\.js$/ }, ({ path }) => ({
      contents: writersOf(readFileSync(path, 'utf8')),
    })),
};
