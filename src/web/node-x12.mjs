/**
 * node-x12 for the page, which writes segments with it and nothing else: the package is one file that webpack made, with
 * a parser, a query engine and validation inside, and what they need of Node. Of its modules those are kept that write.
 */
import { readFileSync } from 'node:fs';

/** By their numbers in the file: what the page asks for, and what that needs. */
const wanted = ['942', '872', '974', '432'];
const needed = ['187', '291', '115', '450', '555', '131'];
const entry = '273';
/** The mapper of transactions to objects: it is named by what writes them, and never called. */
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

/** For esbuild. */
export const writesSegments = {
  name: 'node-x12 writes segments',
  setup: ({ onLoad }) =>
    onLoad({ filter: /[\\/]node-x12[\\/]index\.js$/ }, ({ path }) => ({
      contents: writersOf(readFileSync(path, 'utf8')),
    })),
};
