/** Compiles assembly/ to one small WebAssembly module and writes it into binary.ts, so that every bundle carries it. */
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const here = dirname(fileURLToPath(import.meta.url));

const { error, stdout, stderr } = await asc.main(
  [
    join(here, 'assembly/index.ts'),
    ...['--outFile', join(here, 'module.wasm')],
    ...['--enable', 'simd', '--runtime', 'stub', '--noAssert', '--optimizeLevel', '3'],
    ...['--importMemory', '--initialMemory', '128', '--maximumMemory', '128'],
  ],
  { writeFile: (_name, contents) => write(contents) },
);

if (error) {
  process.stderr.write(`${stdout}${stderr}${error.message}\n`);
  process.exitCode = 1;
}

function write(contents) {
  const base64 = Buffer.from(contents).toString('base64');
  const text = `/** Made by build.mjs from assembly/. */\nexport const binary =\n  '${base64}';\n`;
  writeFileSync(join(here, 'binary.ts'), text);
}
