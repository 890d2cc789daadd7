import { ProviderNumbers } from '../../enrollment/answers/provider-numbers';
import { BillingProviders } from '../../enrollment/start/billing-providers';
import { listedNpis } from '../../enrollment/start/listed-npis';
import { ClaimsRun } from '../../input/claims-run';
import { runInputs } from '../../input/run-inputs';
import { listAsWorkbook } from '../../report/list';
import { severalNumbers } from '../../report/registry/candidates';
import { listToComplete, startInstructions } from '../../report/registry/start-list';
import { firstFew } from '../../rules/advice';
import { plainMoney } from '../../values/money';
import type { StartedList } from '../protocol';
import { type Dropped, findInputs } from './inputs';
import { type OnProgress, Reading } from './reading';
import { loadXlsxWriter, xlsxType } from './row-formats';

/** The others are in the workbook. */
const providersShown = 200;

/** Begins a list of enrollments from the claims and remittances among the dropped files. */
export async function startList(
  dropped: readonly Dropped[],
  signal: AbortSignal,
  onProgress: OnProgress,
): Promise<StartedList> {
  const { inputs, problems } = await findInputs(dropped);
  const faults = problems.map(({ message }) => message);
  const billing = new BillingProviders();
  const numbers = new ProviderNumbers();
  const reading = new Reading(inputs, signal, onProgress);
  await runInputs(inputs, {
    start: (input) =>
      new ClaimsRun(input.name, () => reading.open(input), { claim: (claim) => billing.add(claim), numbers }),
    step: ({ name }, soFar) => reading.goOn(name, soFar),
    fault: (_, { message }) => void faults.push(message),
  });
  const listed = listedNpis(billing, numbers);
  const workbook = await listAsWorkbook(listToComplete(listed), startInstructions, loadXlsxWriter);
  return {
    npis: listed.length,
    billingNpis: billing.size,
    providers: listed.slice(0, providersShown).map(({ npi, name, billing, numbers }) => ({
      npi,
      name,
      claims: billing?.claims ?? 0,
      charges: billing === null ? '' : plainMoney(billing.charges.total),
      numbers: firstFew([...numbers.keys()], ', ', String),
    })),
    severalNumbers: severalNumbers(numbers.ranked()),
    claimsWithoutNpi: billing.claimsWithoutNpi,
    claimsLeftOut: billing.claimsLeftOut,
    numbersWithoutNpi: numbers.withoutNpi,
    hasMoreNumbers: numbers.isFull,
    problems: faults,
    file: new Blob([workbook as Uint8Array<ArrayBuffer>], { type: xlsxType }),
  };
}
