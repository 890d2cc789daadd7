import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { asksForUsage } from './asks-for-usage';

/** What a bundle of the program exports. */
type Program = typeof import('./start');

/** The bundle for these arguments: a CommonJS module with the whole program, or with what `check` alone needs. */
export function bundleFor(args: readonly string[]): string {
  return join(__dirname, args[0] === 'check' && !asksForUsage(args) ? 'check.js' : 'start.js');
}

/**
 * Where the build keeps what V8 made of a bundle. Nothing but the same Node on such a system may use that, so its name
 * says which one made it.
 */
export function codeCacheOf(bundle: string): string {
  return `${bundle}-${process.version}-${process.platform}-${process.arch}.cache`;
}

/** Loads a bundle, with its code cache if there is one: compiling takes longer than checking a claim. */
export function loadProgram(bundle: string): Program {
  const cachedData = readIfThere(codeCacheOf(bundle));
  return cachedData === null ? require(bundle) : runBundle(bundle, compileBundle(bundle, cachedData));
}

/** V8 refuses a code cache that was made with other flags or of a text of another length, and compiles. */
export function compileBundle(bundle: string, cachedData?: Buffer): Script {
  const source = readFileSync(bundle, 'utf8');
  return new Script(`(function (exports, require, module, __filename, __dirname) {${source}\n})`, {
    filename: bundle,
    ...(cachedData !== undefined && { cachedData }),
  });
}

/** Runs a compiled bundle as Node runs a module. */
export function runBundle(bundle: string, script: Script): Program {
  const module = { exports: {} as Program };
  script.runInThisContext()(module.exports, require, module, bundle, dirname(bundle));
  return module.exports;
}

function readIfThere(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}
