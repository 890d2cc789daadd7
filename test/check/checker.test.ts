import { once } from 'node:events';
import { PassThrough, Readable } from 'node:stream';
import { X12Interchange, X12Parser } from 'node-x12';
import { describe, expect, expectTypeOf, it } from 'vitest';
import {
  type CheckOptions,
  type CheckRun,
  type ClaimVerdict,
  check,
  createChecker,
  type Finding,
  type Registry,
  type Source,
  type StreamOptions,
} from '../../src/index';
import {
  billing,
  bytesOf,
  claim,
  header,
  interchange,
  registryOf,
  simpleFile,
  subscriber,
  twoEnrollments,
} from '../build';

const checker = createChecker({ registry: twoEnrollments });
const oneEnrollment = registryOf([{ medicaidId: '7100000001', taxonomy: '207Q00000X' }]);

const segments = simpleFile();
const text = new TextDecoder().decode(bytesOf(segments));
const bytes = bytesOf(segments);
const { findings: expected, summary } = checker.checkBytes(bytes);

/** A file of so many claims, each flagged, or none. */
function fileOf(claims: number, { prv = [] as string[] } = {}): Uint8Array {
  const many = Array.from({ length: claims }, (_, n) => claim({ id: `C${n}` })).flat();
  return bytesOf(interchange({ body: [...header, ...billing({ prv }), ...subscriber(), ...many] }));
}

async function all<T>(run: AsyncIterable<T>): Promise<T[]> {
  const told: T[] = [];
  for await (const one of run) told.push(one);
  return told;
}

function webStream(chunks: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  const left = [...chunks];
  return new ReadableStream({
    pull(controller) {
      const chunk = left.shift();
      if (chunk === undefined) controller.close();
      else controller.enqueue(chunk);
    },
  });
}

const parsed = () => {
  const interchange = new X12Parser(true).parse(text);
  if (!(interchange instanceof X12Interchange)) throw new Error('one interchange has become several');
  return interchange;
};

describe('a checker', () => {
  it.each<[string, () => Source]>([
    [
      'a Node Readable',
      () => Readable.from([Buffer.from(bytes.subarray(0, 99)), Buffer.from(bytes.subarray(99))]),
    ],
    ['a Node Readable of text', () => Readable.from([Buffer.from(bytes)]).setEncoding('utf8')],
    ['a web stream', () => webStream([bytes.subarray(0, 200), bytes.subarray(200)])],
    ['a Blob', () => new Blob([bytes as Uint8Array<ArrayBuffer>])],
    ['bytes', () => bytes],
    ['a string', () => text],
    ['an X12Interchange of node-x12', parsed],
  ])('takes %s', async (_, source) => {
    expect(expected.map(({ rule }) => rule)).toEqual(['taxonomy-missing']);
    const run = checker.check(source());
    expect(await all(run)).toEqual(expected);
    // node-x12 does not write the last line break.
    expect({ ...run.summary, bytes: 0 }).toEqual({ ...summary, bytes: 0 });
  });

  it('takes small files as bytes, text or an X12Interchange', () => {
    for (const source of [bytes, text, parsed()])
      expect(checker.checkBytes(source).findings).toEqual(expected);
  });

  it('counts bytes, not characters, in a string', () => {
    const named = text.replace('RIVER CITY CLINIC', 'ÉCOLE ÉTÉ');
    const [finding] = checker.checkBytes(named).findings;
    expect(finding).toMatchObject({ billing: { name: 'ÉCOLE ÉTÉ' } });
    const before = named.slice(0, named.indexOf('CLM*'));
    expect(finding).toMatchObject({
      claim: { position: { offset: new TextEncoder().encode(before).length } },
    });
  });

  it.each([[42], [null], [{}], [[bytes]]])('refuses %j as a source', async (source) => {
    await expect(all(checker.check(source as unknown as Source))).rejects.toThrow(TypeError);
  });

  it('refuses chunks that are neither bytes nor text', async () => {
    await expect(all(checker.check(Readable.from([{ a: 1 }])))).rejects.toThrow(/neither bytes nor a string/);
  });

  it('refuses a policy or a registry that is none, at once', () => {
    expect(() => createChecker({ registry: twoEnrollments, policy: { require: 'bth' as 'both' } })).toThrow(
      /require is "bth"/,
    );
    expect(() => createChecker({} as { registry: Registry })).toThrow(/registry/);
    expect(() => checker.replaceRegistry(null as unknown as Registry)).toThrow(/registry/);
  });

  it('keeps 10 000 checks at once apart, to the cent', async () => {
    const services = Array.from({ length: 10_000 }, (_, n) => {
      const flags = n % 3 === 0;
      const charge = `${n}.${String(n % 100).padStart(2, '0')}`;
      const prv = flags ? [] : ['PRV*BI*PXC*207Q00000X'];
      const body = [...header, ...billing({ prv }), ...subscriber(), ...claim({ id: `C${n}`, charge })];
      return { flags, charge, bytes: bytesOf(interchange({ body })), cut: 1 + (n % 700) };
    });
    const own = createChecker({ registry: twoEnrollments });
    const done = await Promise.all(
      services.map(async ({ bytes, cut }) => {
        const run = own.check(webStream([bytes.subarray(0, cut), bytes.subarray(cut)]));
        const findings = await all(run);
        return { findings, summary: run.summary };
      }),
    );
    for (const [n, { findings, summary }] of done.entries()) {
      const { flags, charge } = services[n]!;
      expect(summary).toMatchObject({ claims: 1, flagged: flags ? 1 : 0 });
      expect(Number(summary.chargesAtRisk)).toBe(flags ? Number(charge) : 0);
      expect(findings.map((finding) => finding.loop && finding.claim.id)).toEqual(flags ? [`C${n}`] : []);
    }
  });

  it('keeps the registry that a check began with, and gives later ones the new', async () => {
    const own = createChecker({ registry: twoEnrollments });
    const large = fileOf(3000);
    const chunks = async function* () {
      for (let at = 0; at < large.length; at += 10_000) yield large.subarray(at, at + 10_000);
    };
    const running = own.check(chunks());
    const iterator = running[Symbol.asyncIterator]();
    await iterator.next();
    own.replaceRegistry(oneEnrollment);
    expect(own.checkBytes(large).summary).toMatchObject({ claims: 3000, flagged: 0 });
    while (!(await iterator.next()).done);
    expect(running.summary).toMatchObject({ claims: 3000, flagged: 3000 });
  });
});

describe('back-pressure', () => {
  /** Chunks of flagged claims without end, and how many were taken. */
  function endless() {
    const large = fileOf(200);
    const source = {
      taken: 0,
      closed: false,
      async *[Symbol.asyncIterator]() {
        try {
          for (;;) {
            source.taken++;
            yield large;
          }
        } finally {
          source.closed = true;
        }
      },
    };
    return source;
  }

  it('a loop that waits stops the reading; leaving it closes the source', async () => {
    const source = endless();
    let told = 0;
    for await (const _ of checker.check(source)) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      expect(source.taken).toBeLessThanOrEqual(1 + Math.ceil(told / 200));
      if (++told === 450) break;
    }
    expect(source).toMatchObject({ taken: 3, closed: true });
  });

  it('leaving the loop destroys a Node Readable', async () => {
    const readable = Readable.from(endless());
    for await (const _ of checker.check(readable)) break;
    expect(readable.destroyed).toBe(true);
    const piped = new PassThrough();
    piped.write(fileOf(10));
    for await (const _ of checker.check(piped)) break;
    expect(piped.destroyed).toBe(true);
  });

  it('a source that is destroyed is told as its error', async () => {
    const piped = new PassThrough();
    const told = all(checker.check(piped));
    piped.write(bytes.subarray(0, 300));
    await once(piped, 'readable');
    piped.destroy(new Error('the client went away'));
    await expect(told).rejects.toThrow('the client went away');
  });
});

describe('a check as a transform stream', () => {
  it('turns bytes into findings', async () => {
    const stream = checker.stream({ file: 'a.837' });
    const told = await all(webStream([bytes.subarray(0, 50), bytes.subarray(50)]).pipeThrough(stream));
    expect(told).toEqual(expected.map((finding) => ({ ...finding, file: 'a.837' })));
    expect(stream.summary).toEqual(summary);
  });

  it('takes no more than its reader asks for, and cancels its source', async () => {
    let taken = 0;
    let cancelled = false;
    const large = fileOf(500);
    const source = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          taken++;
          controller.enqueue(large);
        },
        cancel() {
          cancelled = true;
        },
      },
      { highWaterMark: 0 },
    );
    const reader = source.pipeThrough(checker.stream()).getReader();
    for (let n = 0; n < 700; n++) expect((await reader.read()).value?.rule).toBe('taxonomy-missing');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(taken).toBeLessThanOrEqual(4);
    await reader.cancel();
    expect(cancelled).toBe(true);
  });

  it('passes on what goes wrong before it', async () => {
    const source = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.error(new Error('the upload broke off'));
      },
    });
    await expect(all(source.pipeThrough(checker.stream()))).rejects.toThrow('the upload broke off');
  });
});

describe('verdicts', () => {
  const body = [
    'CLM*UNPLACED*1',
    ...billing({ hl: '1', prv: ['PRV*BI*PXC*207Q00000X'] }),
    ...subscriber({ hl: '2', parent: '1' }),
    ...claim({ id: 'CLEAN', charge: '10' }),
    ...billing({ hl: '3' }),
    ...subscriber({ hl: '4', parent: '3' }),
    ...claim({ id: 'FLAGGED', charge: '20.5' }),
    ...subscriber({ hl: '5', parent: '3', payer: 'OTHER' }),
    ...claim({ id: 'OUT' }),
    ...billing({ hl: '6', id: '1558598797' }),
    ...subscriber({ hl: '7', parent: '6' }),
    ...claim({ id: 'UNDECIDED', date: '' }),
    ...billing({ hl: '8', prv: ['PRV*BI*PXC*208D00000X'] }),
    ...subscriber({ hl: '9', parent: '8' }),
    ...claim({ id: 'WARNED' }),
  ];
  const mixed = bytesOf(interchange({ body: ['BHT*0019*00*0123*20260701*1023*CH', ...body] }));
  const policy = { payers: [{ id: 'KYMEDICAID' }] };

  it('come for every claim, flat, after its findings', async () => {
    const run = createChecker({ registry: twoEnrollments, policy }).check(mixed, {
      verdicts: true,
      file: 'm.837',
    });
    const told = await all(run);
    const short = told.map((one) => (one.type === 'claim' ? `${one.id} ${one.outcome}` : one.rule));
    expect(short).toEqual([
      'x12-unexpected-segment',
      'UNPLACED unplaced',
      'CLEAN clean',
      'taxonomy-missing',
      'FLAGGED flagged',
      'OUT out-of-scope',
      'npi-unregistered',
      'UNDECIDED undecided',
      'taxonomy-not-enrolled',
      'WARNED warned',
    ]);
    const verdicts = told.filter((one) => one.type === 'claim');
    expect(verdicts[1]).toEqual({
      type: 'claim',
      schema: 1,
      outcome: 'clean',
      rules: [],
      file: 'm.837',
      interchange: '000000905',
      group: '1',
      transaction: '0001',
      id: 'CLEAN',
      charge: '10',
      kind: 'professional',
      serviceFrom: '2026-01-02',
      serviceTo: '2026-01-02',
      payerId: 'KYMEDICAID',
      npi: '1234567893',
      taxonomy: '207Q00000X',
      medicaidId: '7100000001',
      offset: new TextDecoder().decode(mixed).indexOf('CLM*CLEAN'),
      segment: 13,
    });
    expect(verdicts.map(({ medicaidId }) => medicaidId)).toEqual([
      null,
      '7100000001',
      null,
      null,
      null,
      null,
    ]);
    expect(verdicts.map(({ rules }) => rules.join())).toEqual([
      '',
      '',
      'taxonomy-missing',
      '',
      'npi-unregistered',
      'taxonomy-not-enrolled',
    ]);
    expect(run.summary).toMatchObject({ claims: 6, flagged: 1, undecided: 1, outOfScope: 1 });
  });

  it('add nothing to what is found, also where clean claims would be passed over', () => {
    for (const file of [mixed, fileOf(5000, { prv: ['PRV*BI*PXC*207Q00000X'] }), fileOf(50)]) {
      const { findings, verdicts: none, summary } = checker.checkBytes(file);
      const told = checker.checkBytes(file, { verdicts: true });
      expect(none).toEqual([]);
      expect(told.findings).toEqual(findings);
      expect(told.summary).toEqual(summary);
      expect(told.verdicts).toHaveLength(summary.claims);
      for (const outcome of ['flagged', 'undecided'] as const)
        expect(told.verdicts.filter((verdict) => verdict.outcome === outcome)).toHaveLength(summary[outcome]);
    }
  });

  it('are typed as they come', () => {
    expectTypeOf(checker.check(bytes)).toEqualTypeOf<CheckRun<Finding>>();
    expectTypeOf(checker.check(bytes, { verdicts: true })).toEqualTypeOf<CheckRun<Finding | ClaimVerdict>>();
    expectTypeOf(checker.stream({ verdicts: true }).readable).toEqualTypeOf<
      ReadableStream<Finding | ClaimVerdict>
    >();
  });

  it('are typed as they may come, where the options are not written at the call', () => {
    type Both = CheckRun<Finding | ClaimVerdict>;
    const declared: StreamOptions = { verdicts: true };
    expectTypeOf(checker.check(bytes, declared)).toEqualTypeOf<Both>();
    expectTypeOf(checker.stream(declared).readable).toEqualTypeOf<ReadableStream<Finding | ClaimVerdict>>();
    const widened = { verdicts: true };
    expectTypeOf(checker.check(bytes, widened)).toEqualTypeOf<Both>();
    const alone: CheckOptions = { registry: twoEnrollments };
    expectTypeOf(check(bytes, alone)).toEqualTypeOf<Both>();
    const maybe = widened.verdicts ? { verdicts: true } : {};
    expectTypeOf(checker.check(bytes, maybe)).toEqualTypeOf<Both>();
    const asked = widened.verdicts as boolean;
    expectTypeOf(checker.check(bytes, { verdicts: asked })).toEqualTypeOf<Both>();
    expectTypeOf(checker.check(bytes, { verdicts: false, file: 'a' })).toEqualTypeOf<CheckRun<Finding>>();
    const named = { file: 'a.837' };
    expectTypeOf(checker.check(bytes, named)).toEqualTypeOf<CheckRun<Finding>>();
    expectTypeOf(check(bytes, { registry: twoEnrollments })).toEqualTypeOf<CheckRun<Finding>>();
    expectTypeOf(checker.stream().readable).toEqualTypeOf<ReadableStream<Finding>>();
  });

  it('may be declined by false', async () => {
    expect(checker.checkBytes(bytes, { verdicts: false }).verdicts).toEqual([]);
    expect(await all(checker.check(bytes, { verdicts: false }))).toEqual(expected);
  });
});
