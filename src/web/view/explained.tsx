import type { ClaimRuleId } from '../../finding';
import { claimRule } from '../../rules/catalogue';
import { explanationOf } from '../../rules/explanation';

/** What `prvcheck explain` says of a rule, to be opened. */
export function Explained({ rule }: { readonly rule: ClaimRuleId }) {
  const { title, severity } = claimRule(rule);
  return (
    <details class="explained">
      <summary>Why, and what to do</summary>
      <p>
        {title} (<code>{rule}</code>, {severity}).
      </p>
      <dl>
        {explanationOf(claimRule(rule)).map(([heading, text]) =>
          heading === null ? (
            <dd key={text} class="quiet">
              {text}
            </dd>
          ) : (
            <div key={heading}>
              <dt>{heading}</dt>
              <dd>{text}</dd>
            </div>
          ),
        )}
      </dl>
    </details>
  );
}
