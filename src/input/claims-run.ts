import { emptySummary } from '../check/summary';
import type { Claim } from '../claim/claim';
import { everyClaim } from '../claim/every-claim';
import type { Summary } from '../finding';
import { describeFault } from '../rules/catalogue';
import { turn } from '../values/turn';
import type { Chunks } from './input';
import { InputError } from './input-error';
import type { InputRun } from './run';

/** Faults after which claims may not have been read. */
const losing = ['x12-not-an-interchange', 'x12-truncated', 'x12-segment-too-long'];

/** Reads every claim of an input, which is not checked. Iterating throws an InputError if not all of it can be read. */
export class ClaimsRun implements InputRun {
  private claims = 0;

  /** @param take receives each claim, which is valid during the call */
  constructor(
    private readonly name: string,
    private readonly open: () => Chunks,
    private readonly take: (claim: Claim) => void,
  ) {}

  get summary(): Summary {
    return { ...emptySummary, claims: this.claims };
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<void, void, undefined> {
    let lost: string | null = null;
    const reading = everyClaim({
      claim: (claim) => {
        this.claims++;
        this.take(claim);
      },
      fault: (fault) => {
        if (losing.includes(fault.rule))
          lost ??= `${this.name}: ${describeFault(fault).message} Its NPIs may be incomplete.`;
      },
    });
    for await (const chunk of this.open()) {
      reading.push(chunk);
      yield;
      await turn();
    }
    reading.end();
    if (lost !== null) throw new InputError(lost);
  }
}
