/** Hand-made remittances and claim acknowledgements. Patients have names, IDs and claim numbers that never may be shown. */

/** Values of patients in every file that is built here. */
export const PATIENT = ['QUIBBLEWORTH', 'THEODOSIAN', 'MEMBER4711X', 'PCN0815X', 'ICN0042X', '19500407'];

export interface EnvelopeParts {
  readonly element?: string;
  readonly terminator?: string;
  readonly control?: string;
  readonly code?: string;
  readonly version?: string;
}

/** An interchange with these sets: each is what stands between ST and SE, after ST01 and ST03. */
export function interchangeOf(
  sets: readonly (readonly string[])[],
  {
    element = '*',
    terminator = '~\n',
    control = '000000001',
    code = 'HP',
    version = '005010X221A1',
  }: EnvelopeParts = {},
  type = '835',
): string {
  const isa = `ISA*00*          *00*          *ZZ*KYMEDICAID     *ZZ*BILLER         *260301*1200*${version.startsWith('004') ? 'U*00401' : '^*00501'}*${control}*0*T*:`;
  const st03 = type === '277' ? `*${version}` : '';
  const segments = [
    isa,
    `GS*${code}*KYMEDICAID*BILLER*20260301*1200*1*X*${version}`,
    ...sets.flatMap((body, i) => {
      const set = String(i + 1).padStart(4, '0');
      return [`ST*${type}*${set}${st03}`, ...body, `SE*${body.length + 2}*${set}`];
    }),
    `GE*${sets.length}*1`,
    `IEA*1*${control}`,
  ];
  return segments.map((segment) => segment.replaceAll('*', element) + terminator).join('');
}

export const npi = '1234567893';
export const otherNpi = '1558598797';

export interface RemittanceParts {
  readonly day?: string;
  readonly payer?: readonly string[];
  readonly payee?: readonly string[];
  readonly body?: readonly string[];
}

export const kyMedicaid = ['N1*PR*KENTUCKY MEDICAID*XV*KYMEDICAID'];

/** What stands between ST and SE of an 835. */
export function remittance({
  day = '20260302',
  payer = kyMedicaid,
  payee = [`N1*PE*RIVER CITY CLINIC*XX*${npi}`, 'REF*PQ*7100000001'],
  body = ['LX*1', ...claim()],
}: RemittanceParts = {}): string[] {
  return [
    `BPR*I*100*C*ACH*CCP*01*021000021*DA*1*1610600439**01*021000021*DA*2*${day}`,
    'TRN*1*12345*1610600439',
    ...payer,
    'N3*275 E MAIN ST',
    'N4*FRANKFORT*KY*40621',
    ...payee,
    ...body,
  ];
}

/** One claim of a remittance. */
export function claim(paid = '80.5', after: readonly string[] = [], status = '1'): string[] {
  return [
    `CLP*PCN0815X*${status}*100*${paid}**MC*ICN0042X*11*1`,
    'CAS*CO*45*19.5',
    'NM1*QC*1*QUIBBLEWORTH*THEODOSIAN****MR*MEMBER4711X',
    ...after,
    'REF*EA*MEMBER4711X',
    'DTM*232*19500407',
    `SVC*HC:99213*100*${paid}`,
    'REF*6R*PCN0815X',
  ];
}

export interface ProviderLevel {
  readonly npi?: string;
  readonly refs?: readonly string[];
  readonly claims?: number;
}

/** What stands between ST and SE of a 277CA. */
export function acknowledgement(providers: readonly ProviderLevel[], day = '20260304'): string[] {
  let hl = 2;
  return [
    `BHT*0085*08*1*${day}*0930*TH`,
    'HL*1**20*1',
    'NM1*PR*2*KENTUCKY MEDICAID*****PI*KYMEDICAID',
    'TRN*1*1',
    'HL*2*1*21*1',
    'NM1*41*2*BILLING SERVICE*****46*BILLER',
    ...providers.flatMap(({ npi: id = npi, refs = [], claims = 1 }) => {
      const level = ++hl;
      const patients = Array.from({ length: claims }, () => [
        `HL*${++hl}*${level}*PT`,
        'NM1*QC*1*QUIBBLEWORTH*THEODOSIAN****MI*MEMBER4711X',
        'TRN*2*PCN0815X',
        'STC*A2:20:PR*20260304*WQ*100',
        'REF*1K*ICN0042X',
        'DTP*472*D8*19500407',
      ]);
      return [
        `HL*${level}*2*19*1`,
        `NM1*85*2*RIVER CITY CLINIC*****XX*${id}`,
        'TRN*1*0',
        'STC*A1:19:PR**WQ*100',
        ...refs,
        `QTY*QA*${claims}`,
        ...patients.flat(),
      ];
    }),
  ];
}
