import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { crc32, deflateRawSync } from 'node:zlib';
import { describe, expect, it, vi } from 'vitest';
import { installed } from './installed';

vi.setConfig({ testTimeout: 60_000 });

/** A project of a user who copied the samples: `enrollments.csv` and the demo files lie beside them. */
const project = installed();
const demo = ['clean.837', 'dental.837', 'institutional.837', 'professional.837'];

async function node(...args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: project });
  return stdout;
}

function lines(text: string) {
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

it('every sample has its test here', () => {
  const names = readdirSync(resolve(import.meta.dirname, '../fixtures/samples'));
  expect(names.sort()).toEqual([
    'README.md',
    'acknowledge.mjs',
    'answers.mjs',
    'fastify-upload.mjs',
    'first-check.mjs',
    'lambda.mjs',
    'payer-policy.mjs',
    'postgres.mjs',
    'resolve.mjs',
    'sqlite.mjs',
    'worker.mjs',
    'zip.mjs',
  ]);
});

it('first-check.mjs', async () => {
  const [first, ...rest] = (await node('first-check.mjs', 'professional.837')).trim().split('\n');
  expect(first).toMatch(/^CHC-26-10417 .*PRV\*BI\*PXC\*/);
  expect(rest.at(-1)).toBe('6 of 13 claims, $1494.50');
});

it('answers.mjs', async () => {
  const answers = resolve(import.meta.dirname, '../fixtures/answers');
  const files = ['statuses.277', 'remittances.835'].map((name) => join(answers, name));
  const told = (await node('answers.mjs', ...files)).trim().split('\n');
  expect(told).toHaveLength(13);
  expect(told).toContain('CHC-26-10417 rejected 277CA:A6:145:85 (billing)');
  expect(told.at(-1)).toBe('WCPT-551 denied CARC16+N255 (billing)');
});

it('resolve.mjs', async () => {
  const claim = ['1002417305', '261QF0400X', '40336', '2026-01-12'];
  expect(await node('resolve.mjs', ...claim)).toBe('resolved 7100000411\n');
});

it('acknowledge.mjs writes what the command writes', async () => {
  expect(await node('acknowledge.mjs', 'dental.837')).toBe('5 claims, 2 rejected, 0 not in the 277CA\n');
  const formats = ['277ca', '999', 'ta1'];
  const asked = formats.flatMap((format) => ['--format', `${format}:own.${format}`]);
  const command = 'node_modules/prvcheck/dist/cli/main.js';
  await node(command, 'check', 'dental.837', '--registry', 'enrollments.csv', '--exit-zero', ...asked);
  for (const format of formats)
    expect(readFileSync(join(project, `dental.837.${format}`), 'utf8')).toBe(
      readFileSync(join(project, `own.${format}`), 'utf8'),
    );
});

it('worker.mjs', async () => {
  const [total] = lines(await node('worker.mjs', ...demo));
  expect(total).toMatchObject({ type: 'summary', files: 4, flagged: 12 });
});

it('payer-policy.mjs', async () => {
  // One of the files again, as if it went to other payers.
  for (const payer of ['BRMBLWD01', 'ELSEWHERE']) {
    const text = readFileSync(join(project, 'clean.837'), 'utf8');
    writeFileSync(join(project, `${payer}.837`), text.replaceAll('*PI*KYMEDICAID', `*PI*${payer}`));
  }
  const files = ['dental.837', 'professional.837', 'BRMBLWD01.837', 'ELSEWHERE.837'];
  const routes = (await node('payer-policy.mjs', ...files)).split('\n');
  expect(routes.filter((line) => /\tPSD-|LGB-|CHC-26-10417|BRMB|ELSE/.test(line))).toMatchInlineSnapshot(`
    [
      "hold	PSD-60117	KYMEDICAID	taxonomy-not-enrolled",
      "hold	PSD-60121	KYMEDICAID	taxonomy-not-enrolled",
      "hold	PSD-60138	KYMEDICAID	taxonomy-missing",
      "hold	PSD-60155	KYMEDICAID	taxonomy-missing",
      "send	PSD-60142	KYMEDICAID",
      "hold	CHC-26-10417	KYMEDICAID	taxonomy-missing",
      "send and tell	LGB-2207	KYMEDICAID	taxonomy-ambiguous",
      "hold	CHC-26-10389	BRMBLWD01	payer-inactive",
      "hold	CHC-26-10612	BRMBLWD01	payer-inactive",
      "hold	TFF-8790R	BRMBLWD01	payer-inactive",
      "hold	TFF-8861	BRMBLWD01	payer-inactive",
      "hold	ASHBY-0204	BRMBLWD01	taxonomy-missing	payer-inactive",
      "other payer	CHC-26-10389	ELSEWHERE",
      "other payer	CHC-26-10612	ELSEWHERE",
      "other payer	TFF-8790R	ELSEWHERE",
      "other payer	TFF-8861	ELSEWHERE",
      "other payer	ASHBY-0204	ELSEWHERE",
    ]
  `);
});

it('zip.mjs', async () => {
  writeFileSync(join(project, 'claims.zip'), zipOf([...demo, 'registry.csv']));
  const records = lines(await node('zip.mjs', 'claims.zip'));
  expect(new Set(records.map(({ file }) => file))).toEqual(new Set([...demo.slice(1), undefined]));
  expect(records.at(-1)).toMatchObject({ type: 'summary', files: 4, flagged: 12 });
});

it('lambda.mjs', async () => {
  await node(
    'node_modules/prvcheck/dist/cli/main.js',
    'registry',
    'compile',
    'enrollments.csv',
    '-o',
    'enrollments.prvx',
  );
  const file = readFileSync(join(project, 'professional.837'));
  const events = [
    { body: file.toString('base64'), isBase64Encoded: true },
    { body: file.toString(), isBase64Encoded: false },
    { body: 'no X12', isBase64Encoded: false },
    { body: null, isBase64Encoded: false },
  ];
  const code = `
    import { handler } from './lambda.mjs';
    for (const event of ${JSON.stringify(events)}) console.log(JSON.stringify(await handler(event)));`;
  const answers = lines(await node('--input-type=module', '-e', code));
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 400, 400]);
  expect(answers[0]).toEqual(answers[1]);
  expect(JSON.parse(answers[0].body)).toMatchObject({ summary: { flagged: 6 }, findings: { length: 8 } });
  expect(JSON.parse(answers[2].body).findings[0].rule).toBe('x12-not-an-interchange');
});

describe('fastify-upload.mjs', () => {
  const flagged = readFileSync(join(project, 'professional.837'));
  const type = 'application/edi-x12';

  it('checks uploads, refuses what is none, and takes a new registry', async () => {
    copyFileSync(join(project, 'enrollments.csv'), join(project, 'served.csv'));
    const env = { ...process.env, PORT: '0', REGISTRY: 'served.csv', MAX_BYTES: '500000' };
    const server = spawn(process.execPath, ['fastify-upload.mjs'], { cwd: project, env });
    const log: string[] = [];
    const talk = createInterface(server.stdout).on('line', (line) => log.push(JSON.parse(line).msg));
    const logged = async (pattern: RegExp) => {
      while (!log.some((line) => pattern.test(line))) await once(talk, 'line');
      return log.find((line) => pattern.test(line))!;
    };
    try {
      const address = /http:\S+/.exec(await logged(/listening/))![0];
      const post = async (body: BodyInit, headers: Record<string, string> = { 'content-type': type }) => {
        const duplex = { duplex: 'half' } as RequestInit;
        const response = await fetch(`${address}/check`, { method: 'POST', body, headers, ...duplex });
        return { status: response.status, ...(await response.json()) };
      };

      const answer = await post(flagged);
      expect(answer).toMatchObject({ status: 200, summary: { claims: 13, flagged: 6 } });
      expect(answer.findings).toHaveLength(8);
      expect(await post(slowly(flagged))).toEqual(answer);
      expect(await post('no X12')).toMatchObject({
        status: 400,
        findings: [{ rule: 'x12-not-an-interchange' }],
      });
      expect(await post('')).toMatchObject({ status: 400 });
      expect(await post(flagged, { 'content-type': 'text/csv' })).toMatchObject({ status: 415 });
      expect(await post(Buffer.alloc(600_000, 'x'))).toMatchObject({ status: 413 });
      expect(await post(slowly(Buffer.alloc(5_000_000, 'x')))).toMatchObject({ status: 413 });

      writeFileSync(join(project, 'served.csv'), 'npi,medicaid_id\n');
      server.kill('SIGHUP');
      expect(await logged(/stays as it was/)).toContain('provider_type');
      expect(await post(flagged)).toEqual(answer);
      const one = 'npi,medicaid_id,provider_type\n1002417305,7100000411,31\n';
      writeFileSync(join(project, 'served.csv'), one);
      server.kill('SIGHUP');
      await logged(/was read again/);
      expect((await post(flagged)).summary.flagged).toBeLessThan(6);
    } finally {
      const gone = once(server, 'exit');
      server.kill('SIGKILL');
      await gone;
    }
  });

  function slowly(bytes: Uint8Array): ReadableStream<Uint8Array> {
    let at = 0;
    return new ReadableStream({
      pull(controller) {
        if (at >= bytes.length) return controller.close();
        controller.enqueue(bytes.subarray(at, at + 5000));
        at += 5000;
      },
    });
  }
});

/** A zip of files of the project, as other programs write it. */
function zipOf(names: readonly string[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const name of names) {
    const content = readFileSync(join(project, name));
    const packed = deflateRawSync(content);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(crc32(content), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(content.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from(name), packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x00'), fields, tail, Buffer.from(name));
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(names.length, 8);
  end.writeUInt16LE(names.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, central, end]);
}
