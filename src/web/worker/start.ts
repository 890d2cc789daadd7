import { BillingProviders } from '../../enrollment/start/billing-providers';
import { ClaimsRun } from '../../input/claims-run';
import { runInputs } from '../../input/run-inputs';
import { listAsWorkbook } from '../../report/list';
import { listToComplete, startInstructions } from '../../report/registry/start-list';
import { plainMoney } from '../../values/money';
import type { StartedList } from '../protocol';
import { type Dropped, findInputs } from './inputs';
import { type OnProgress, Reading } from './reading';
import { loadXlsxWriter } from './row-formats';

/** The others are in the workbook. */
const providersShown = 200;
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Begins a list of enrollments from the claims of the dropped files. */
export async function startList(
  dropped: readonly Dropped[],
  signal: AbortSignal,
  onProgress: OnProgress,
): Promise<StartedList> {
  const { inputs, problems } = await findInputs(dropped);
  const faults = problems.map(({ message }) => message);
  const found = new BillingProviders();
  const reading = new Reading(inputs, signal, onProgress);
  await runInputs(inputs, {
    start: (input) =>
      new ClaimsRun(
        input.name,
        () => reading.open(input),
        (claim) => found.add(claim),
      ),
    step: ({ name }, soFar) => reading.goOn(name, soFar),
    fault: (_, { message }) => void faults.push(message),
  });
  const { size: npis, claimsWithoutNpi, claimsLeftOut } = found;
  const providers = found.sorted();
  const workbook = await listAsWorkbook(listToComplete(providers), startInstructions, loadXlsxWriter);
  return {
    npis,
    claimsWithoutNpi,
    claimsLeftOut,
    providers: providers.slice(0, providersShown).map(({ npi, name, claims, charges }) => ({
      npi,
      name,
      claims,
      charges: plainMoney(charges.total),
    })),
    problems: faults,
    file: new Blob([workbook as Uint8Array<ArrayBuffer>], { type: xlsx }),
  };
}
