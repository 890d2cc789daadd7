import { describe, expect, it } from 'vitest';
import {
  addSummaries,
  check,
  checkBytes,
  emptySummary,
  type Finding,
  type Source,
  type Summary,
} from '../../src/index';
import {
  billing,
  bytesOf,
  claim,
  header,
  interchange,
  npi,
  registryOf,
  simpleFile,
  subscriber,
  twoEnrollments,
} from '../build';

const file = bytesOf(simpleFile());
const { verdicts: _, ...expected } = checkBytes(file, { registry: twoEnrollments });

async function* chunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function gather(source: Source): Promise<{ findings: Finding[]; summary: unknown }> {
  const run = check(source, { registry: twoEnrollments });
  const findings: Finding[] = [];
  for await (const finding of run) findings.push(finding);
  return { findings, summary: run.summary };
}

/** A file of many flagged claims, as large as it takes. */
function largeFile(claims: number): Uint8Array {
  const many = Array.from({ length: claims }, (_, index) => claim({ id: `C${index}` })).flat();
  return bytesOf(interchange({ body: [...header, ...billing(), ...subscriber(), ...many] }));
}

describe('check', () => {
  it('counts claims to other receivers as out of scope, also of loops that were clean before', () => {
    const registry = registryOf([{ medicaidId: '7100000001' }]);
    const body = [...header.slice(0, 1), ...billing(), ...subscriber(), ...claim()];
    const segments = ['KYMEDICAID', 'OTHER', 'KYMEDICAID'].flatMap((receiver) =>
      interchange({ body, receiver }),
    );
    const { summary } = checkBytes(bytesOf(segments), { registry, policy: { receivers: ['KYMEDICAID'] } });
    expect(summary).toMatchObject({ claims: 3, outOfScope: 1 });
  });

  it('keeps checks with different registries apart that take turns', async () => {
    const other = '1003000126';
    const loop = (hl: number, id: string) => {
      const levels = [1, 2, 3].map((n) => `${hl + n}`);
      const claims = levels.flatMap((level) => [...subscriber({ hl: level, parent: `${hl}` }), ...claim()]);
      return [...billing({ hl: `${hl}`, id }), ...claims];
    };
    const bytes = bytesOf(interchange({ body: [...header, ...loop(1, npi), ...loop(5, other)] }));
    const single = (id: string, medicaidId: string) => ({ npi: id, medicaidId });
    const clean = registryOf([single(npi, '7100000001'), single(other, '7100000002')]);
    const flagging = registryOf([
      single(npi, '7100000001'),
      single(other, '7100000002'),
      single(other, '7100000003'),
    ]);
    const half = bytes.length / 2;
    async function* inTurns() {
      yield bytes.subarray(0, half);
      expect(checkBytes(bytes, { registry: clean }).findings).toEqual([]);
      yield bytes.subarray(half);
    }
    const rules: string[] = [];
    for await (const { rule } of check(inTurns(), { registry: flagging })) rules.push(rule);
    expect(rules).toEqual(['taxonomy-missing', 'taxonomy-missing', 'taxonomy-missing']);
  });

  it.each<[string, () => Source]>([
    ['bytes', () => file],
    ['an async iterable', () => chunks(file, 100)],
    ['a byte at a time', () => chunks(file, 1)],
    ['a Blob', () => new Blob([file as Uint8Array<ArrayBuffer>])],
    ['a ReadableStream', () => new Blob([file as Uint8Array<ArrayBuffer>]).stream()],
  ])('takes %s', async (_, source) => {
    expect(expected.findings).toHaveLength(1);
    expect(await gather(source())).toEqual(expected);
  });

  it('gives the finding that the schema shows', () => {
    expect(expected.findings[0]).toEqual({
      type: 'finding',
      schema: 1,
      rule: 'taxonomy-missing',
      severity: 'error',
      message: expect.stringContaining('2 Medicaid IDs and 2 provider types'),
      hint: expect.stringContaining('PRV*BI*PXC*'),
      file: null,
      interchange: '000000905',
      group: '1',
      transaction: '0001',
      loop: '2000A',
      position: { offset: 273, segment: 4 },
      billing: {
        npi: '1234567893',
        name: 'RIVER CITY CLINIC',
        hl: '1',
        taxonomy: null,
        zip: '402021234',
        position: { offset: 273, segment: 4 },
      },
      claim: {
        id: 'PCN1',
        charge: '150.25',
        kind: 'professional',
        purpose: 'claim',
        frequency: '1',
        serviceFrom: '2026-01-02',
        serviceTo: '2026-01-02',
        payerId: 'KYMEDICAID',
        payerName: 'KENTUCKY MEDICAID',
        filing: 'MC',
        position: { offset: new TextDecoder().decode(file).indexOf('CLM*'), segment: 12 },
      },
      reasons: ['multiple-medicaid-ids', 'multiple-provider-types'],
      enrollments: [
        {
          medicaidId: '7100000001',
          providerType: '64',
          taxonomies: ['207Q00000X'],
          from: null,
          to: null,
          active: true,
        },
        {
          medicaidId: '7100000002',
          providerType: '78',
          taxonomies: ['363L00000X'],
          from: null,
          to: null,
          active: true,
        },
      ],
    });
    expect(new TextDecoder().decode(file).indexOf('HL*1*')).toBe(273);
    expect(expected.summary).toEqual({
      type: 'summary',
      schema: 1,
      files: 1,
      skipped: 0,
      bytes: file.length,
      segments: 20,
      interchanges: 1,
      transactions: 1,
      claims: 1,
      flagged: 1,
      undecided: 0,
      outOfScope: 0,
      outOfScopePayers: [],
      chargesAtRisk: '150.25',
      findings: { error: 1, warning: 0, info: 0 },
      rules: { 'taxonomy-missing': 1 },
    });
  });

  it('has a summary that can be read at any time', async () => {
    const run = check(chunks(largeFile(2000), 4096), { registry: twoEnrollments });
    const seen: number[] = [];
    for await (const _ of run) seen.push(run.summary.claims);
    expect(seen[0]).toBeLessThan(200);
    expect(run.summary).toMatchObject({ claims: 2000, flagged: 2000 });
  });

  it('hears an abort within a chunk', async () => {
    const controller = new AbortController();
    const run = check(largeFile(100_000), { registry: twoEnrollments, signal: controller.signal });
    setTimeout(() => controller.abort(new Error('enough')), 1);
    await expect(
      (async () => {
        for await (const _ of run);
      })(),
    ).rejects.toThrow('enough');
    expect(run.summary.claims).toBeLessThan(100_000);
  });

  it('hears an abort while the source keeps it waiting', async () => {
    async function* stalled() {
      yield file;
      await new Promise(() => {});
    }
    const run = check(stalled(), { registry: twoEnrollments, signal: AbortSignal.timeout(20) });
    await expect(
      (async () => {
        for await (const _ of run);
      })(),
    ).rejects.toThrow(/timeout|abort/i);
  });

  it('hears an abort between chunks that are always ready', async () => {
    const chunk = new Uint8Array(65_536).fill(0x78);
    async function* ready() {
      for (let i = 0; i < 1_000_000; i++) yield chunk;
    }
    const run = check(ready(), { registry: twoEnrollments, signal: AbortSignal.timeout(50) });
    await expect(
      (async () => {
        for await (const _ of run);
      })(),
    ).rejects.toThrow(/timeout|abort/i);
  });

  it('does not begin when aborted before', async () => {
    const run = check(file, { registry: twoEnrollments, signal: AbortSignal.abort() });
    await expect(run[Symbol.asyncIterator]().next()).rejects.toThrow();
  });

  it('closes its source when the loop is left early', async () => {
    let closed = false;
    async function* source() {
      try {
        yield* chunks(largeFile(1000), 1000);
      } finally {
        closed = true;
      }
    }
    for await (const _ of check(source(), { registry: twoEnrollments })) break;
    expect(closed).toBe(true);

    let cancelled = false;
    const bytes = largeFile(1000);
    const stream = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(bytes),
      cancel: () => {
        cancelled = true;
      },
    });
    for await (const _ of check(stream, { registry: twoEnrollments })) break;
    expect(cancelled).toBe(true);
  });

  it('passes on what the source throws', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield file.subarray(0, 300);
      throw new Error('the disk is gone');
    }
    await expect(gather(broken())).rejects.toThrow('the disk is gone');
  });

  it('many at once share one registry', async () => {
    const runs = await Promise.all(
      Array.from({ length: 200 }, (_, index) => gather(chunks(file, 1 + index))),
    );
    for (const run of runs) expect(run).toEqual(expected);
  });

  it('names the file that the caller names', () => {
    expect(checkBytes(file, { registry: twoEnrollments, file: 'claims\\a b.837' }).findings[0]!.file).toBe(
      'claims\\a b.837',
    );
  });
});

describe('the order of keys', () => {
  it('is that of schema 1, so that JSON reads the same everywhere', () => {
    const finding = expected.findings[0]!;
    expect(Object.keys(finding).join()).toBe(
      'type,schema,rule,severity,message,hint,file,interchange,group,transaction,loop,position,billing,claim,reasons,enrollments',
    );
    expect('claim' in finding && Object.keys(finding.claim).join()).toBe(
      'id,charge,kind,purpose,frequency,serviceFrom,serviceTo,payerId,payerName,filing,position',
    );
    expect('billing' in finding && Object.keys(finding.billing).join()).toBe(
      'npi,name,hl,taxonomy,zip,position',
    );
    const [broken] = checkBytes(file.subarray(0, 300), { registry: twoEnrollments }).findings;
    expect(Object.keys(broken!).join()).toBe(
      'type,schema,rule,severity,message,hint,file,interchange,group,transaction,loop,position',
    );
  });
});

describe('addSummaries', () => {
  it('adds counts, and charges exactly', () => {
    const { summary } = expected;
    const sum = addSummaries(addSummaries(emptySummary, summary), summary);
    expect(sum).toMatchObject({
      files: 2,
      claims: 2,
      flagged: 2,
      chargesAtRisk: '300.50',
      rules: { 'taxonomy-missing': 2 },
    });
    expect(addSummaries(emptySummary, summary)).toEqual(summary);
  });

  it('takes what earlier versions wrote, in which skipped files are not counted', () => {
    const { skipped: _, ...old } = expected.summary;
    expect(addSummaries({ ...emptySummary, skipped: 3 }, old as Summary).skipped).toBe(3);
    expect(addSummaries(old as Summary, old as Summary).skipped).toBe(0);
  });
});
