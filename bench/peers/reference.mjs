/**
 * What every run must find: the hashes of the findings as ndjson and of the text report, by the reference scanner,
 * from the bundle that the runner made of src.
 */
import { createHash } from 'node:crypto';
import {
  addSummaries,
  check,
  createReport,
  emptySummary,
  loadRegistry,
  machine,
  openFile,
} from '../data/inside.mjs';

// Without WebAssembly the plain scanner reads, and looks at every segment: that is the reference.
Reflect.deleteProperty(globalThis, 'WebAssembly');
if (machine() !== null) throw new Error('the reference has vector loops');

const [registryPath, ...files] = process.argv.slice(2);
const registry = await loadRegistry(registryPath);
const outputs = ['text', 'ndjson'].map((format) => ({
  format,
  report: createReport(format),
  hash: createHash('sha256'),
}));

let total = emptySummary;
for (const file of files) {
  const run = check(openFile(file), { registry, file });
  for await (const finding of run) {
    for (const { report, hash } of outputs) hash.update(report.finding(finding));
  }
  for (const { report, hash } of outputs) hash.update(report.endFile(file, run.summary));
  total = addSummaries(total, run.summary);
}
for (const { report, hash } of outputs) hash.update(report.end(total));

const hashes = outputs.map(({ format, hash }) => [format, hash.digest('hex')]);
process.stdout.write(JSON.stringify(Object.fromEntries(hashes)));
