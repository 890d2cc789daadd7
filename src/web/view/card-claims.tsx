import type { Digest, ProblemTotal } from '../../report/digest';
import { countOf, thousands } from '../../values/numbers';
import { Copy } from './copy';
import { inDates, providerName } from './words';

const claimsNamed = 10;
/** Claim numbers in a message; more are attached as a spreadsheet. */
const claimsInMessage = 200;

interface CardClaimsProps {
  readonly digest: Digest;
  readonly problem: ProblemTotal;
  /** The listed claims of the problem. */
  readonly claims: readonly number[];
  /** Shows them in the list of claims. */
  readonly showAll: () => void;
}

/** The claims of a card by number, to copy and to look at. */
export function CardClaims({ digest, problem, claims, showAll }: CardClaimsProps) {
  const numbers = claims.map((claim) => digest.rows.ids[claim]!);
  if (numbers.length === 0) return null;
  return (
    <div class="card-claims">
      <span class="remedy-label">{numbers.length === 1 ? 'Claim' : 'Claims'}</span>
      <ul class="numbers">
        {numbers.slice(0, claimsNamed).map((number, i) => (
          <li key={i}>
            <span class="claim-number">{number || '(no number)'}</span>
            {number !== '' && <Copy text={number} what={`claim number ${number}`} />}
          </li>
        ))}
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
