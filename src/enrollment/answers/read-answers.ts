import type { ProviderNumbers } from './provider-numbers';
import { Acknowledgement } from './read-277ca';
import { Remittance } from './read-835';
import { SetReader } from './set-reader';

/** Collects the provider numbers of remittances and claim acknowledgements, whichever of them a file has. */
export function readAnswers(numbers: ProviderNumbers): SetReader {
  return new SetReader(new Remittance(numbers), new Acknowledgement(numbers));
}
