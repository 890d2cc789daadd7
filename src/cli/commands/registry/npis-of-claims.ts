import { setImmediate as turn } from 'node:timers/promises';
import { billingNpis } from '../../../claim/billing-npis';
import { InputError } from '../../../node/input-error';
import { describeFault } from '../../../rules/catalogue';
import { countOf } from '../../../values/numbers';
import type { Input } from '../../input/input';
import { findInputs } from '../../input/inputs';
import type { Log } from '../../output/log';

export interface ClaimNpis {
  readonly npis: ReadonlySet<string>;
  /** Files read. */
  readonly files: readonly string[];
  /** Whether something could not be read, so that NPIs may be missing. */
  readonly incomplete: boolean;
}

/** Faults after which claims may not have been read. */
const losing = ['x12-not-an-interchange', 'x12-truncated', 'x12-segment-too-long'];

/** The billing NPIs in claim files, by paths as `check` takes them. */
export async function npisOfClaims(paths: readonly string[], log: Log): Promise<ClaimNpis> {
  const { inputs, problems } = await findInputs(paths);
  for (const { message } of problems) log.problem(message);
  const npis = new Set<string>();
  let incomplete = problems.length > 0;
  for (const [index, input] of inputs.entries()) {
    log.progress(() => `claim file ${index + 1} of ${inputs.length}: ${countOf(npis.size, 'billing NPI')}`);
    const fault = await addNpis(npis, input);
    if (fault === null) continue;
    incomplete = true;
    log.problem(fault);
  }
  log.progress(null);
  return { npis, files: inputs.map(({ path }) => path), incomplete };
}

/** Returns why the file could not be read completely; null if it was. */
async function addNpis(npis: Set<string>, { name, open }: Input): Promise<string | null> {
  let lost: string | null = null;
  const reading = billingNpis({
    npi: (npi) => npis.add(npi),
    fault: (fault) => {
      if (losing.includes(fault.rule))
        lost ??= `${name}: ${describeFault(fault).message} Its NPIs may be incomplete.`;
    },
  });
  try {
    for await (const chunk of open()) {
      reading.push(chunk);
      await turn();
    }
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.message;
  }
  reading.end();
  return lost;
}
