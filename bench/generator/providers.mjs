import { pick } from './random.mjs';
import { openSink } from './sink.mjs';

/**
 * @typedef {{ medicaidId: string, providerType: string, taxonomy: string, from: string, to: string }} Enrollment
 * @typedef {{ npi: string, name: string, taxId: string, zip: string, enrollments: Enrollment[] }} Provider
 */

/** Every fifth NPI has two or three enrollments in effect, so that a taxonomy is required of it. */
const SEVERAL_EVERY = 5;

/** Provider types with a taxonomy each; no two of a kind share either, so that a taxonomy names one enrollment. */
const TYPES = {
  P: [
    ['64', '207Q00000X'],
    ['78', '363LF0000X'],
    ['31', '261QF0400X'],
    ['35', '261QR1300X'],
    ['30', '261QM0801X'],
    ['82', '1041C0700X'],
    ['89', '103T00000X'],
  ],
  I: [
    ['01', '282N00000X'],
    ['12', '314000000X'],
    ['34', '251E00000X'],
    ['44', '251G00000X'],
    ['39', '261QE0700X'],
  ],
  D: [
    ['60', '122300000X'],
    ['61', '1223G0001X'],
    ['31', '261QF0400X'],
    ['35', '261QR1300X'],
  ],
};

const TOWNS = ['RIVER CITY', 'BLUEGRASS', 'CUMBERLAND', 'OHIO VALLEY', 'PENNYRILE', 'LICKING', 'GREEN RIVER'];
const HOUSES = ['CLINIC', 'FAMILY HEALTH', 'MEDICAL GROUP', 'CARE CENTER', 'ASSOCIATES', 'HEALTH SERVICES'];

/** The `index`th NPI: scattered, never twice, with its check digit. */
function npiAt(index) {
  const digits = `1${String((index * 76543217 + 23456789) % 1e8).padStart(8, '0')}`;
  let sum = 24; // what the prefix 80840 adds
  for (let i = 0; i < 9; i += 1) {
    const digit = Number(digits[i]) * (i % 2 === 0 ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return digits + ((10 - (sum % 10)) % 10);
}

/** Whether the `index`th provider needs a taxonomy. */
export function hasSeveralEnrollments(index) {
  return index % SEVERAL_EVERY === 0;
}

/**
 * @param {number} index
 * @param {'P' | 'I' | 'D'} kind
 * @param {(limit: number) => number} random
 * @returns {Provider}
 */
export function createProvider(index, kind, random) {
  const types = TYPES[kind];
  const first = random(types.length);
  const active = hasSeveralEnrollments(index) ? 2 + random(2) : 1;
  // An ended enrollment counts for nothing; some single ones have one, as in life.
  const ended = active === 1 && random(8) === 0 ? 1 : 0;
  const enrollments = Array.from({ length: active + ended }, (_, i) => {
    const [providerType, taxonomy] = types[(first + i) % types.length];
    const from = `20${15 + random(8)}-0${1 + random(9)}-01`;
    const medicaidId = String(7100000000 + index * 4 + i);
    return { medicaidId, providerType, taxonomy, from, to: i < active ? '' : '2024-12-31' };
  });
  return {
    npi: npiAt(index),
    name: `${pick(random, TOWNS)} ${pick(random, HOUSES)} ${index + 1}`,
    taxId: String(610000000 + index),
    zip: `4${String(random(2800)).padStart(4, '0')}${String(1 + random(9998)).padStart(4, '0')}`,
    enrollments,
  };
}

/**
 * Writes the registry: all rows of `providers`, then rows of NPIs that bill nothing, up to `rows`.
 * @param {string} path
 * @param {{ providers: readonly Provider[], rows: number, kind: 'P' | 'I' | 'D', random: (limit: number) => number }} options
 */
export function writeRegistry(path, { providers, rows, kind, random }) {
  const needed = providers.reduce((sum, provider) => sum + provider.enrollments.length, 0);
  if (needed > rows) {
    throw new Error(`--registry-rows ${rows} is too few: ${providers.length} NPIs need ${needed} rows.`);
  }
  const sink = openSink(path);
  sink.text('npi,medicaid_id,provider_type,taxonomy,effective_date,end_date,name,tax_id,zip\n');
  let left = rows;
  for (let index = 0; left > 0; index += 1) {
    const provider = providers[index] ?? createProvider(index, kind, random);
    const { npi, name, taxId, zip } = provider;
    for (const { medicaidId, providerType, taxonomy, from, to } of provider.enrollments.slice(0, left)) {
      sink.text(`${npi},${medicaidId},${providerType},${taxonomy},${from},${to},${name},${taxId},${zip}\n`);
      left -= 1;
    }
  }
  sink.close();
}
