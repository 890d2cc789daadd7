import type { ClaimFinding } from '../../finding';
import { claimRule } from '../../rules/catalogue';
import { explanationOf } from '../../rules/explanation';

/** What `prvcheck explain` says of a rule, to be opened. */
export function Explained({ rule }: { readonly rule: ClaimFinding['rule'] }) {
  const { title, severity } = claimRule(rule);
  return (
    <details class="explained">
      <summary>Why, and what to do</summary>
      <p>
        {title} (<code>{rule}</code>, {severity}).
      </p>
      {explanationOf(claimRule(rule)).map(([heading, text]) => (
        <div key={text}>
          {heading !== null && <h4>{heading}</h4>}
          <p class={heading === null ? 'quiet' : ''}>{text}</p>
        </div>
      ))}
    </details>
  );
}
