import { lastDayAt } from '../../report/claim-rows';
import type { Digest, ProblemTotal } from '../../report/digest';
import { countOf, thousands } from '../../values/numbers';
import { Copy } from './copy';
import { faultsOf, linesInWords } from './problems';
import { inDates, providerName } from './words';

const claimsNamed = 10;
/** Claim numbers in a message; more are attached as a spreadsheet. */
const claimsInMessage = 200;

interface CardClaimsProps {
  readonly digest: Digest;
  /** Of the problem. */
  readonly number: number;
  /** The listed claims of the problem. */
  readonly claims: readonly number[];
  /** Shows them in the list of claims. */
  readonly showAll: () => void;
}

/** The claims of a card by number, to copy and to look at. */
export function CardClaims({ digest, number, claims, showAll }: CardClaimsProps) {
  const { rows } = digest;
  const problem = digest.problems[number]!;
  const numbers = claims.map((claim) => rows.ids[claim]!);
  if (numbers.length === 0) return null;
  return (
    <div class="card-claims">
      <span class="remedy-label">{numbers.length === 1 ? 'Claim' : 'Claims'}</span>
      <ul class="numbers">
        {claims.slice(0, claimsNamed).map((claim, i) => {
          const id = numbers[i]!;
          const more = [linesOf(digest, claim, number), lastDayOf(digest, claim)].filter(
            (text) => text !== '',
          );
          return (
            <li key={claim}>
              <span class="claim-number">{id || '(no number)'}</span>
              {id !== '' && <Copy text={id} what={`claim number ${id}`} />}
              {more.length > 0 && <span class="quiet">{more.join(', ')}</span>}
            </li>
          );
        })}
        {numbers.length > claimsNamed && (
          <li class="quiet">and {thousands(numbers.length - claimsNamed)} more</li>
        )}
      </ul>
      <p class="choosers small">
        <button type="button" class="link" onClick={showAll}>
          {numbers.length === 1 ? 'Show it in the list' : `Show all ${thousands(numbers.length)} in the list`}
        </button>
        {numbers.length > 1 && (
          <Copy
            text={numbers.join('\n')}
            what={countOf(numbers.length, 'claim number')}
            label="Copy the numbers"
          />
        )}
        <Copy
          text={messageOf(digest, problem, numbers)}
          what="a message that says what is wrong with these claims"
          label="Copy a message to your clearinghouse"
        />
      </p>
    </div>
  );
}

/** The service lines of a claim that have the problem, in words. */
function linesOf(digest: Digest, claim: number, problem: number): string {
  const fault = faultsOf(digest, claim).find(({ number }) => number === problem);
  return fault === undefined ? '' : linesInWords(fault.lines);
}

function lastDayOf({ rows }: Digest, claim: number): string {
  const lastDay = lastDayAt(rows, claim);
  return lastDay === null ? '' : `file by ${inDates(lastDay)}`;
}

/** What to write to whoever sends the claims. It names no patient. */
function messageOf(digest: Digest, problem: ProblemTotal, numbers: readonly string[]): string {
  const provider = digest.providers[problem.provider]!;
  const npi = provider.npi === null ? '' : ` (NPI ${provider.npi})`;
  const more = numbers.length - claimsInMessage;
  return [
    `Billing provider: ${providerName(provider)}${provider.name ? npi : ''}`,
    `What is wrong: ${inDates(problem.message)}`,
    `What is needed: ${inDates(problem.hint)}`,
    `Claims (${thousands(numbers.length)}): ${numbers.slice(0, claimsInMessage).join(', ')}${more > 0 ? ` and ${thousands(more)} more` : ''}`,
    '',
  ].join('\n');
}
