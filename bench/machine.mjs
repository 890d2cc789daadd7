import { readFileSync } from 'node:fs';
import { arch, cpus, loadavg, release, totalmem, type } from 'node:os';

/** What the figures were measured on, in Markdown. */
export function describeMachine() {
  const [cpu] = cpus();
  return [
    `- machine: ${cpu?.model.trim() ?? arch()}, ${cpus().length} cores, ${(totalmem() / 1e9).toFixed(0)} GB, ${type()} ${release()}, load ${loadavg()[0]?.toFixed(1)}`,
    `- versions: node ${process.versions.node}, prvcheck ${version('../')}, ` +
      `node-x12 ${version('../node_modules/node-x12/')}, x12-parser ${version('../node_modules/x12-parser/')}`,
  ].join('\n');
}

function version(folder) {
  return JSON.parse(readFileSync(new URL(`${folder}package.json`, import.meta.url), 'utf8')).version;
}
