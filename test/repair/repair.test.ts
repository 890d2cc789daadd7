import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Change,
  checkBytes,
  type Policy,
  type Registry,
  type RepairOptions,
  repair,
} from '../../src/index';
import { file, PLANTED, policy, registryRows } from '../oracle/generate';
import { readPieces } from '../oracle/read';
import { registryOf } from '../oracle/registry';
import { runs } from '../runs';

const mended = ['taxonomy-missing', 'taxonomy-misplaced', 'taxonomy-malformed'];

interface Repaired {
  readonly text: string;
  readonly changes: readonly Change[];
  readonly result: ReturnType<typeof repair>['result'];
}

/**
 * The file as mended, read in chunks of these sizes through one buffer, so that nothing may keep a chunk of it. Chunks
 * that come out are kept.
 */
async function repaired(
  bytes: Uint8Array,
  options: Omit<RepairOptions, 'change'>,
  sizes: readonly number[] = [65_536],
): Promise<Repaired> {
  async function* open() {
    const buffer = new Uint8Array(bytes.length);
    for (let at = 0, n = 0; at < bytes.length; n++) {
      const part = bytes.subarray(at, at + sizes[n % sizes.length]!);
      buffer.fill(0x2a);
      buffer.set(part);
      yield buffer.subarray(0, part.length);
      at += part.length;
    }
  }
  const changes: Change[] = [];
  const parts: Uint8Array[] = [];
  const run = repair(open, { ...options, change: (change) => void changes.push(change) });
  for await (const part of run) parts.push(part);
  return { text: Buffer.concat(parts).toString('latin1'), changes, result: run.result };
}

const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
const bytesIn = (text: string) => Buffer.from(text, 'latin1');

/** Where the segment that begins at `from` ends: after its terminator, the byte that ends the segments of its interchange. */
function endOf(text: string, from: number, terminator: string): number {
  return text.indexOf(terminator, from) + 1;
}

function gapAt(text: string, at: number, terminator: string): string {
  const [gap] = /^[\r\n\t ]{0,16}/.exec(text.slice(at, at + 16))!;
  const cut = gap.indexOf(terminator);
  return cut === -1 ? gap : gap.slice(0, cut);
}

/** A segment with the elements of another where they differ; line breaks of a wrapped file are no difference. */
function respelt(segment: string, other: string): string {
  const separator = /[^\r\nA-Z0-9]/.exec(segment)![0];
  const [own, wanted] = [segment.split(separator), other.split(separator)];
  const longer = own.length > wanted.length ? own : wanted;
  const parts = longer.map((_, n) =>
    own[n]?.replace(/[\r\n]/g, '') === wanted[n] ? own[n] : (wanted[n] ?? own[n]),
  );
  return parts.join(separator);
}

/** The file as the changes say that it is written: the slow way, on a text, from its end to its beginning. */
function written(
  original: string,
  changes: readonly Change[],
  terminatorAt: (offset: number) => string,
): string {
  let text = original;
  for (const change of [...changes].reverse()) {
    if (change.type === 'left' || change.type === 'provider-left') continue;
    const { removed, written } = change;
    if (removed !== null) {
      const terminator = terminatorAt(removed.offset);
      const end = endOf(text, removed.offset, terminator);
      const isMoved = change.type === 'edit' && change.change === 'moved';
      const gap = isMoved ? gapAt(text, end, terminator).length : 0;
      const put = isMoved ? '' : respelt(text.slice(removed.offset, end - 1), written.text) + terminator;
      text = text.slice(0, removed.offset) + put + text.slice(end + gap);
    }
    if (change.type !== 'count' && change.change !== 'rewritten') {
      const { offset } = change.type === 'edit' ? change.billing : change.position;
      const terminator = terminatorAt(offset);
      const at = endOf(text, offset, terminator);
      const gap = gapAt(text, at, terminator);
      text = text.slice(0, at) + gap + written.text + terminator + text.slice(at);
    }
  }
  return text;
}

/** The terminator of the interchange that a byte stands in. */
function terminators(text: string): (offset: number) => string {
  const headers = readPieces(text).flatMap((piece) => (piece.kind === 'header' ? [piece.header] : []));
  return (offset) => headers.filter((header) => header.offset <= offset).at(-1)!.terminator;
}

const sizes = fc.array(fc.oneof(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 5000 })), {
  minLength: 1,
  maxLength: 5,
});

const codes = fc.constantFrom('207Q00000X', '363L00000X', '261QR1300X');
const assignments = fc.array(
  fc.record({
    npi: fc.constantFrom('1234567893', '1558598797', '1000000004', '2000000002'),
    taxonomy: codes,
    zip: fc.option(fc.constantFrom('40202', '410110000'), { nil: null, freq: 3 }),
    payer: fc.option(fc.constantFrom('KYMEDICAID', '128KY'), { nil: null, freq: 3 }),
    kind: fc.option(fc.constantFrom('professional', 'institutional', 'dental'), { nil: null, freq: 3 }),
    file: fc.option(fc.constantFrom('a.837', 'b.837'), { nil: null, freq: 3 }),
    billingLoop: fc.constant(null),
  } as const),
  { maxLength: 5 },
);

function countMended(bytes: Uint8Array, registry: Registry, settings: Partial<Policy>): number {
  const { findings } = checkBytes(bytes, { registry, policy: settings });
  return findings.filter(({ rule }) => mended.includes(rule)).length;
}

const claimsIn = (changes: readonly Change[], type: 'edit' | 'left') =>
  changes.reduce((sum, change) => sum + (change.type === type ? change.claims : 0), 0);

/** Public files that are not ours to ship. */
const samples = resolve(import.meta.dirname, '../../../shared/samples');

function sampleFiles(): string[] {
  return readdirSync(samples, { recursive: true, encoding: 'utf8' })
    .map((name) => join(samples, name))
    .filter((path) => statSync(path).isFile() && readFileSync(path).includes('ISA'));
}

describe.runIf(existsSync(samples))('public 837 files', () => {
  it('are repaired where their NPIs are assigned codes, and are else as they were', async () => {
    const registry = registryOf([
      {
        npi: '1999999992',
        medicaidId: '7100000001',
        providerType: '64',
        taxonomies: [],
        zip: null,
        from: null,
        to: null,
        revalidationDate: null,
        licenseExpiration: null,
      },
    ]);
    const settings = { require: 'always' } as const;
    let edits = 0;
    for (const path of sampleFiles()) {
      const bytes = readFileSync(path);
      const { findings } = checkBytes(bytes, { registry, policy: settings });
      const npis = new Set(
        findings.flatMap((finding) => (finding.loop === null ? [] : [finding.billing.npi ?? ''])),
      );
      const assigned = [...npis].map((npi) => ({
        npi,
        taxonomy: '207Q00000X',
        kind: null,
        zip: null,
        payer: null,
        file: null,
        billingLoop: null,
      }));
      const { text, changes } = await repaired(bytes, { registry, policy: settings, assignments: assigned });
      const original = latin1(bytes);
      expect(text === written(original, changes, terminators(original)), path).toBe(true);
      // Sets are left whose GS08 and ST03 differ.
      const left = changes.filter(({ type }) => type === 'left');
      const differ = findings.some(
        ({ rule, message }) => rule === 'x12-control-mismatch' && message.includes('GS08'),
      );
      expect(left.length, path).toBe(differ ? countMended(bytesIn(text), registry, settings) : 0);
      if (!differ) expect(countMended(bytesIn(text), registry, settings), path).toBe(0);
      edits += changes.length;
    }
    expect(edits).toBeGreaterThan(300);
  });
});

describe('a repaired file, whatever the file', () => {
  it('differs from it by the changes that are told and by nothing else; the claims are the same; twice is once', async () => {
    const seen = { inserted: 0, moved: 0, rewritten: 0, left: 0, count: 0 };
    const ofProviders = { inserted: 0, rewritten: 0, left: 0 };
    await fc.assert(
      fc.asyncProperty(
        file(),
        registryRows(),
        policy(),
        assignments,
        sizes,
        async (bytes, rows, settings, assigned, split) => {
          const registry = registryOf(rows);
          const options = { registry, policy: settings, assignments: assigned, file: 'a.837' };
          const once = await repaired(bytes, options, split);
          const original = latin1(bytes);
          expect(once.text).toBe(written(original, once.changes, terminators(original)));
          for (const change of once.changes) {
            if (change.type === 'provider-left') ofProviders.left++;
            else if (change.type === 'provider-edit') ofProviders[change.change]++;
            else seen[change.type === 'edit' ? change.change : change.type]++;
            if (change.type === 'left' || change.type === 'provider-left') continue;
            const { written: now, removed: then } = change;
            expect(
              once.text
                .slice(now.offset)
                .replace(/[\r\n]/g, '')
                .startsWith(now.text),
            ).toBe(true);
            if (then !== null && !/[\r\n]/.test(original.slice(then.offset, then.offset + then.text.length)))
              expect(original.startsWith(then.text, then.offset)).toBe(true);
          }

          const again = bytesIn(once.text);
          const before = checkBytes(bytes, { registry, policy: settings, verdicts: true });
          const after = checkBytes(again, { registry, policy: settings, verdicts: true });
          const claims = ({ verdicts }: typeof before) =>
            verdicts.map(({ id, charge, npi, serviceFrom, payerId }) => [
              id,
              charge,
              npi,
              serviceFrom,
              payerId,
            ]);
          expect(claims(after)).toEqual(claims(before));
          expect(once.result.before).toEqual(before.summary);
          expect(once.result.after).toEqual(after.summary);
          const envelope = ({ findings }: typeof before) =>
            findings.filter(({ loop }) => loop === null).map(({ rule }) => rule);
          expect(envelope(after)).toEqual(envelope(before));

          expect(countMended(bytes, registry, settings)).toBe(
            claimsIn(once.changes, 'edit') + claimsIn(once.changes, 'left'),
          );
          expect(countMended(again, registry, settings)).toBe(claimsIn(once.changes, 'left'));
          const providers = (checked: typeof before) =>
            checked.findings.filter(({ rule }) => /^(rendering|attending)-taxonomy-m/.test(rule));
          const changed = (type: Change['type']) =>
            once.changes.filter((change) => change.type === type).length;
          expect(providers(before)).toHaveLength(changed('provider-edit') + changed('provider-left'));
          expect(providers(after)).toHaveLength(changed('provider-left'));
          // Nothing is written that an enrollment does not list.
          for (const change of once.changes) {
            if (change.type !== 'provider-edit') continue;
            const own = rows.filter(({ npi }) => npi === change.provider.npi);
            expect(own.some(({ taxonomies }) => taxonomies.includes(change.taxonomy))).toBe(true);
          }
          const twice = await repaired(again, options);
          expect(twice.text).toBe(once.text);
          expect(twice.changes.filter(({ type }) => !type.endsWith('left'))).toEqual([]);
          expect(PLANTED.filter((value) => JSON.stringify(once.changes).includes(value))).toEqual([]);
        },
      ),
      { numRuns: runs(600) },
    );
    expect(Math.min(...Object.values(seen)), JSON.stringify(seen)).toBeGreaterThan(0);
    expect(Math.min(...Object.values(ofProviders)), JSON.stringify(ofProviders)).toBeGreaterThan(0);
  });

  it('is the same however the file is cut into chunks', async () => {
    await fc.assert(
      fc.asyncProperty(file(), registryRows(), assignments, sizes, async (bytes, rows, assigned, split) => {
        const options = { registry: registryOf(rows), assignments: assigned };
        expect(await repaired(bytes, options, split)).toEqual(await repaired(bytes, options));
      }),
      { numRuns: runs(100) },
    );
  });
});
