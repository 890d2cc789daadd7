import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_TERMS } from '../../src/claim/vector-loops';
import type { CheckBytesOptions } from '../../src/index';
import { checkBytes } from '../../src/index';
import { machine } from '../../src/wasm/machine';
import { SLICE } from '../../src/x12/scanner';
import { billing, bytesOf, claim, header, interchange, registryOf, subscriber } from '../build';
import { loadPlain } from '../plain';
import { runs } from '../runs';

const { plain, missing } = await loadPlain();

const single = '1003000126';
const dated = '1558598797';
const unregistered = '2000000002';
const options: CheckBytesOptions = {
  registry: registryOf([
    { medicaidId: '7100000001', providerType: '64', taxonomy: '207Q00000X', to: '2026-03-31' },
    { medicaidId: '7100000002', providerType: '78', taxonomy: '363L00000X' },
    { npi: single, medicaidId: '7100000003', providerType: '65', taxonomy: '208D00000X' },
    { npi: single, medicaidId: '7100000004', providerType: '65', taxonomy: '208D00000X', to: '2025-12-31' },
    { npi: dated, medicaidId: '7100000006', revalidation: '2026-01-31', license: '2026-08-31' },
    { npi: single, medicaidId: '7100000005', providerType: '65', taxonomy: '208D00000X', from: '2026-09-01' },
  ]),
};

/** The enrollments of the single NPI are steady from the first to the last of these, and not beyond. */
const days = ['20260101', '20260102', '20260331-20260401', '20260102-20260831', '20260831', '20260231', ''];
const otherDays = ['20251231', '20260901', '20251231-20260102', '20260102-20260901', '20240229'];

/** What may stand among the segments of a claim, wanted there or not. */
const intruders = [
  ...[
    'DTP*431*D8*20251231',
    'DTP*434*RD8*20251231-20260102',
    'DTP*472*D8*2026',
    'DTP*472*TM*1200',
    'DTP*472',
  ],
  ...['DTP*47\n2*D8*20251231', 'D\nTP*472*D8*20251231', 'DTP*472*D8*2025\n1231', 'DTP*472*D8*20251231*'],
  ...[
    'DTP*472*D8*20260230',
    'DTP*472 *D8*20260102',
    'DTP**D8*20260102',
    'DTP*472*D8*',
    'DTP*472*DT*202601020830',
  ],
  ...[
    'DTP*472*RD8*20260102',
    'DTP*472*D8* 20260102',
    'DTP*472*RD8*20260102-20261131',
    'DTP***',
    'DTP*434*D8*2026',
  ],
  ...[
    'REX*G2',
    'REF',
    'REF|G2',
    'SVX*1',
    'SV1|HC',
    'LX1',
    'L',
    'LXA*1',
    'HI:ABK',
    'N9*1',
    '\0\0\0\0',
    '*HI*1',
    'hi*1',
  ],
  ...[
    'CLM**',
    'CLM**150',
    'NM1**',
    'NM1*85*2*OTHER*****XX*1558598797',
    'PRV**',
    'PRV**PXC',
    'SBR**',
    'SE**',
    'HL**',
  ],
  ...['HL*77*1*23*0', 'HL*78*99*22*0', 'HL*79*1*22', 'HL*80*1*20*1', 'HL*81', 'HL*', 'HL*1234567890*1*22*0'],
  ...['H\nL*82*1*20*1', 'HL*83*1*24*0', 'HL*84*1*22*0*5', 'HL*85*1\n*22*0', 'HL*86*1*220*0'],
  ...[
    'CLM*',
    'CLM',
    'clm*1*2',
    'CLM*PCN2*10',
    'C\nLM*PCN3*10',
    'N4\0*1',
    'NM1',
    'NM1*PR*2*A',
    'n m1*1',
    'SBR*',
  ],
  ...[
    'SE*',
    'SE',
    'SE*9*0001',
    'ST*837*0002*005010X222A1',
    'ST*835*0003',
    'GE*1*1',
    'GS*HC*A*B',
    'TA1*1',
    'XYZ*1',
  ],
  ...[
    'PRV*BI*PXC*207Q00000X',
    'BHT*0019*00*1*20251231*1*CH',
    'ISA*00',
    'IEA*1*000000905',
    'CL1*1*1*01',
    '  REF*1',
  ],
];

/** A patient of the subscriber's: HL*23, then the claim. */
const patient = (hl: number, parent: number) => [`HL*${hl}*${parent}*23*0`, 'PAT*19', 'NM1*QC*1*DOE*JIM'];

/** What may stand among the segments of a billing loop. */
const loopIntruders = [
  ...[
    'NM1*85*2*OTHER*****XX*1558598797',
    'PRV*BI*PXC*207Q00000X',
    'PRV*BI*PXC*208D00000X',
    'PRV*AT*PXC*208D00000X',
  ],
  ...[
    'NM1*87*2',
    'NM1*PE*2*A',
    'NM1**2',
    'N4*A*KY*99999',
    'N4*A',
    'REX*1',
    'CUR*85*USD',
    'PRV',
    'N3|1',
    'DTP*472*D8*X',
  ],
  ...['HL*', 'HL**', 'HL* *', 'HL**20*1'],
];

const mostly = (usual: fc.Arbitrary<string>, rare: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.oneof({ arbitrary: usual, weight: 20 }, { arbitrary: rare, weight: 1 });

/** Some hundred claims in a few billing loops, most of them with nothing to say. */
const longBody = fc
  .array(
    fc.record({
      id: fc.constantFrom(single, single, dated, '1234567893', unregistered),
      prv: fc.constantFrom('', 'PRV*BI*PXC*207Q00000X', 'PRV*BI*PXC*208D00000X'),
      name: fc.constantFrom('RIVER CITY CLINIC', '', 'A'),
      zip: fc.constantFrom('402021234', '40202', ''),
      step: fc.constantFrom(1, 1, 1, 7, 1000),
      intruder: mostly(fc.constant(''), fc.constantFrom(...loopIntruders)),
      isFirst: fc.boolean(),
      levels: fc.array(
        fc.record({
          date: mostly(fc.constantFrom(...days), fc.constantFrom(...otherDays)),
          claims: fc.integer({ min: 1, max: 3 }),
          hasPatient: fc.boolean(),
          intruder: mostly(fc.constant(''), fc.constantFrom(...intruders)),
        }),
        { minLength: 1, maxLength: 40 },
      ),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((loops) => {
    const body = header.slice(0, 1);
    let hl = 0;
    for (const { id, prv, name, zip, step, intruder, isFirst, levels } of loops) {
      hl += step;
      const parent = hl;
      const before = [isFirst ? intruder : '', prv].filter((segment) => segment !== '');
      const after = isFirst || intruder === '' ? [] : [intruder];
      body.push(...billing({ hl: `${parent}`, id, prv: before, name, zip, after }));
      for (const { date, claims, hasPatient, intruder } of levels) {
        const own = ++hl;
        body.push(...subscriber({ hl: `${own}`, parent: `${parent}` }));
        if (hasPatient) body.push(...patient(++hl, own));
        for (let n = 1; n <= claims; n++)
          body.push(...claim({ id: `P${own}-${n}`, date }), ...(intruder === '' ? [] : [intruder]));
      }
    }
    return body;
  });

const policies = fc.constantFrom<NonNullable<CheckBytesOptions['policy']>>(
  {},
  {},
  { receivers: ['KYMEDICAID'] },
  { payers: [{ id: 'KYMEDICAID' }] },
  { payers: [{ id: '128KY' }] },
  { require: 'always' },
  { severity: { 'taxonomy-not-enrolled': 'off' } },
  {
    severity: {
      ...{ 'npi-missing': 'off', 'npi-misplaced': 'off', 'npi-invalid': 'off', 'npi-unregistered': 'off' },
      ...{ 'taxonomy-malformed': 'off', 'taxonomy-misplaced': 'off', 'service-date-unreadable': 'off' },
    },
  },
  { severity: { 'npi-unregistered': 'off', 'enrollment-inactive': 'off' } },
);

/** A byte changed, taken away or put in, here and there. */
const dirt = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    remove: fc.integer({ min: 0, max: 3 }),
    insert: fc.constantFrom(
      '',
      '~',
      '*',
      '\n',
      ' ',
      '22',
      'HL*',
      '~HL*9*1*20*1~',
      '~SE*9*0001~',
      '~ISA*',
      '\0',
      'é',
    ),
  }),
  { maxLength: 6 },
);

function soil(
  bytes: Uint8Array,
  marks: readonly { at: number; remove: number; insert: string }[],
): Uint8Array {
  const soiled = [...bytes];
  for (const { at, remove, insert } of marks) {
    soiled.splice(Math.floor(at * soiled.length), remove, ...new TextEncoder().encode(insert));
  }
  return Uint8Array.from(soiled);
}

describe('the fast way and the plain way', () => {
  it('are two', () => {
    expect(machine()).not.toBe(null);
    expect(missing).toBe(null);
  });

  it('have room for as many bytes as are scanned at once, and for all terms', () => {
    expect(machine()!.SLICE_BYTES.value).toBe(SLICE);
    expect(machine()!.MOST_TERMS.value).toBe(MOST_TERMS);
  });

  it.each(['NM1', 'SBR', 'N4', 'PRV', 'CL1', 'DTP', 'REF'])('tell of a %s too long in a clean loop', (id) => {
    const claims = Array.from({ length: 3000 }, (_, n) => [
      ...subscriber({ hl: `${n + 2}` }),
      ...claim(),
      ...(n === 1500 ? [`${id}*1*${'A'.repeat(66_000)}`] : []),
    ]);
    const body = [...header, ...billing({ id: single }), ...claims.flat()];
    const bytes = bytesOf(interchange({ body }));
    const found = checkBytes(bytes, options);
    expect(found).toEqual(plain.checkBytes(bytes, options));
    expect(found.summary.rules).toEqual({ 'x12-segment-too-long': 1 });
  });

  it('say the same of long files, dirt and all', () => {
    const newline = fc.constantFrom('', '\n', '\r\n', ' \n');
    const terminator = fc.constantFrom('~', '~', '\n', '?');
    const receiver = fc.constantFrom('KYMEDICAID', 'KYMEDICAID', 'OTHER');
    const version = fc.constantFrom('005010X222A1', '005010X222A1', '005010X223A2', '004010X098A1');
    const files = fc.array(fc.tuple(longBody, receiver, version), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(files, policies, newline, terminator, dirt, (interchanges, policy, line, end, marks) => {
        const segments = interchanges.flatMap(([body, receiver, version]) =>
          interchange({ body, receiver, version }),
        );
        const bytes = soil(bytesOf(segments, end, line), marks);
        const given = { ...options, policy };
        expect(checkBytes(bytes, given)).toEqual(plain.checkBytes(bytes, given));
      }),
      { numRuns: runs(500) },
    );
  });
});
