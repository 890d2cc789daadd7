import { ClaimsRun, type ClaimsTaker } from '../../../input/claims-run';
import { runInputs } from '../../../input/run-inputs';
import { findInputs } from '../../input/inputs';
import type { Log } from '../../output/log';

export interface InputsRead {
  /** Files read. */
  readonly files: readonly string[];
  /** Whether something could not be read, so that NPIs may be missing. */
  readonly incomplete: boolean;
}

/**
 * Reads every claim of the files that the paths name, as `check` takes them.
 * @param soFar what was found, for the progress line
 */
export async function readInputs(
  paths: readonly string[],
  log: Log,
  taker: ClaimsTaker,
  soFar: () => string,
): Promise<InputsRead> {
  const { inputs, problems } = await findInputs(paths);
  for (const { message } of problems) log.problem(message);
  const { isIncomplete } = await runInputs(inputs, {
    start({ name, open }, { index }) {
      log.progress(() => `file ${index + 1} of ${inputs.length}: ${soFar()}`);
      return new ClaimsRun(name, open, taker);
    },
    fault: (_, { message }) => log.problem(message),
  }).finally(() => log.progress(null));
  return { files: inputs.map(({ path }) => path), incomplete: isIncomplete || problems.length > 0 };
}
