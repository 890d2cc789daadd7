import { emptySummary } from '../../../check/summary';
import { billingNpis } from '../../../claim/billing-npis';
import type { Input } from '../../../input/input';
import { runInputs } from '../../../input/run-inputs';
import { InputError } from '../../../node/input-error';
import { describeFault } from '../../../rules/catalogue';
import { countOf } from '../../../values/numbers';
import { turn } from '../../../values/turn';
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
  const { isIncomplete } = await runInputs(inputs, {
    start(input, { index }) {
      log.progress(() => `claim file ${index + 1} of ${inputs.length}: ${countOf(npis.size, 'billing NPI')}`);
      return { summary: emptySummary, [Symbol.asyncIterator]: () => addNpis(npis, input) };
    },
    fault: (_, { message }) => log.problem(message),
  }).finally(() => log.progress(null));
  const incomplete = isIncomplete || problems.length > 0;
  return { npis, files: inputs.map(({ path }) => path), incomplete };
}

/** @throws InputError if the file cannot be read completely */
async function* addNpis(npis: Set<string>, { name, open }: Input): AsyncGenerator<void, void, undefined> {
  let lost: string | null = null;
  const reading = billingNpis({
    npi: (npi) => npis.add(npi),
    fault: (fault) => {
      if (losing.includes(fault.rule))
        lost ??= `${name}: ${describeFault(fault).message} Its NPIs may be incomplete.`;
    },
  });
  for await (const chunk of open()) {
    reading.push(chunk);
    yield;
    await turn();
  }
  reading.end();
  if (lost !== null) throw new InputError(lost);
}
