import { comparisonClasses } from '../../compare/classify';
import type { ComparedShown } from '../../report/compare/compared';
import { answersRead, classWords, notesOn, reasonsOf } from '../../report/compare/words';
import { dollars } from '../../report/text-file';
import { countOf, thousands } from '../../values/numbers';
import { inDates } from './words';

const claimsShown = 50;
const suggestionsShown = 10;

interface AnsweredProps {
  readonly compared: ComparedShown;
  readonly isOpen: boolean;
}

/** What payers answered, beside what the check finds. */
export function Answered({ compared, isOpen }: AnsweredProps) {
  const { totals } = compared;
  return (
    <section class="card answered" aria-labelledby="answered">
      <h2 id="answered">What the payer answered</h2>
      <p class="quiet">Answers read: {answersRead(totals)}.</p>
      {totals.claims > 0 && <Classes compared={compared} />}
      {notesOn(totals, true).map((note) => (
        <p class="quiet" key={note}>
          {note}
        </p>
      ))}
      <Suggestions compared={compared} kind="missed" title="What would have caught the missed ones" />
      <Suggestions compared={compared} kind="false-alarm" title="What would have avoided the false alarms" />
      <Claims compared={compared} />
      <Codes compared={compared} isOpen={isOpen} />
    </section>
  );
}

function Classes({ compared: { totals } }: { readonly compared: ComparedShown }) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Claims</th>
          <th scope="col" class="number">
            How many
          </th>
          <th scope="col" class="number">
            Charges
          </th>
          <th scope="col">What that means</th>
        </tr>
      </thead>
      <tbody>
        {comparisonClasses
          .filter((each) => totals.classes[each].claims > 0)
          .map((each) => (
            <tr key={each}>
              <th scope="row">{classWords[each][0]}</th>
              <td class="number">{thousands(totals.classes[each].claims)}</td>
              <td class="number">{dollars(totals.classes[each].dollars)}</td>
              <td>{classWords[each][1]}</td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}

interface SuggestionsProps {
  readonly compared: ComparedShown;
  readonly kind: 'missed' | 'false-alarm';
  readonly title: string;
}

function Suggestions({ compared: { totals }, kind, title }: SuggestionsProps) {
  const those = totals.suggestions.filter((one) => one.class === kind);
  if (those.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {those.slice(0, suggestionsShown).map((one) => (
          <li key={`${one.npi} ${one.payerId} ${one.text}`}>
            {countOf(one.claims, 'claim')}, {dollars(one.dollars)}: {one.text}
            {one.setting !== null && (
              <>
                {' '}
                <code>{one.setting}</code>
              </>
            )}
          </li>
        ))}
        <More count={those.length - suggestionsShown} />
      </ul>
    </>
  );
}

function Claims({ compared: { claims, totals } }: { readonly compared: ComparedShown }) {
  if (claims.length === 0) return null;
  const all = totals.classes.missed.claims + totals.classes['false-alarm'].claims;
  return (
    <>
      <h3>Missed claims and false alarms</h3>
      <ul>
        {claims.slice(0, claimsShown).map((row) => (
          <li key={`${row.file} ${row.offset}`}>
            {classWords[row.class][0]}: <strong>{row.id}</strong>
            {row.charge !== null && `, ${dollars(row.charge)}`}, {row.provider ?? row.npi ?? 'no provider'}:{' '}
            {reasonsOf(row.answers)}
            {row.answered !== null && inDates(` on ${row.answered}`)}
          </li>
        ))}
        <More count={all - claimsShown} />
      </ul>
    </>
  );
}

function Codes({ compared: { codes }, isOpen }: AnsweredProps) {
  if (codes.length === 0) return null;
  return (
    <>
      <h3>Why claims were turned down</h3>
      {codes.map(({ explained: { code, title, parts }, claims, ids }) => (
        <details class="explained" key={code} open={isOpen || codes.length === 1}>
          <summary>
            {countOf(claims, 'claim')}: {title} <code>{code}</code>
          </summary>
          <p class="quiet">
            {ids.join(', ')}
            {claims > ids.length && ` and ${thousands(claims - ids.length)} more`}
          </p>
          {parts.map(([heading, text]) => (
            <div key={text}>
              {heading !== null && <h4>{heading}</h4>}
              <p class={heading === null ? 'quiet' : ''}>{text}</p>
            </div>
          ))}
        </details>
      ))}
    </>
  );
}

function More({ count }: { readonly count: number }) {
  return count > 0 ? <li class="quiet">and {thousands(count)} more</li> : null;
}
