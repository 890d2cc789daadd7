import { emptySummary } from '../check/summary';
import type { Claim } from '../claim/claim';
import { everyClaim } from '../claim/every-claim';
import type { ProviderNumbers } from '../enrollment/answers/provider-numbers';
import { readNumbers } from '../enrollment/answers/read-answers';
import type { Summary } from '../finding';
import { describeFault } from '../rules/catalogue';
import { turn } from '../values/turn';
import type { Chunks } from './input';
import { InputError } from './input-error';
import type { InputRun } from './run';

/** Faults after which claims may not have been read. */
export const losing: readonly string[] = ['x12-not-an-interchange', 'x12-truncated', 'x12-segment-too-long'];

/** Receives what is read. */
export interface ClaimsTaker {
  /** The claim is valid during the call. */
  claim(claim: Claim): void;
  /** Collects the provider numbers of remittances and 277CAs among the inputs; null: they are not wanted. */
  readonly numbers: ProviderNumbers | null;
}

/** Reads every claim of an input, which is not checked. Iterating throws an InputError if not all of it can be read. */
export class ClaimsRun implements InputRun {
  private claims = 0;

  constructor(
    private readonly name: string,
    private readonly open: () => Chunks,
    private readonly taker: ClaimsTaker,
  ) {}

  get summary(): Summary {
    return { ...emptySummary, claims: this.claims };
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<void, void, undefined> {
    let lost: string | null = null;
    const { numbers } = this.taker;
    // A file may have both: a set that one reader does not want costs it little.
    const answers = numbers === null ? null : readNumbers(numbers);
    const claims = everyClaim({
      claim: (claim) => {
        this.claims++;
        this.taker.claim(claim);
      },
      fault: (fault) => {
        if (losing.includes(fault.rule))
          lost ??= `${this.name}: ${describeFault(fault).message} Its NPIs may be incomplete.`;
      },
    });
    for await (const chunk of this.open()) {
      claims.push(chunk);
      answers?.push(chunk);
      yield;
      await turn();
    }
    claims.end();
    answers?.end();
    if (answers !== null && answers.sets > 0 && answers.fault !== null)
      lost ??= `${this.name}: ${answers.fault} Its provider numbers may be incomplete.`;
    if (lost !== null) throw new InputError(lost);
  }
}
