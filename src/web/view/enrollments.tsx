import type { EnrollmentInfo } from '../../finding';
import { providerTypeName } from '../../registry/provider-types';
import type { ProblemTotal } from '../../report/digest';
import { thousands } from '../../values/numbers';
import { Copy } from './copy';
import { inDates } from './words';

const enrollmentsShown = 12;

/** The Medicaid IDs of an NPI, the most relevant first, with the taxonomy codes to choose from. */
export function Enrollments({ problem }: { readonly problem: Pick<ProblemTotal, 'enrollments' | 'rule'> }) {
  const sorted = [...problem.enrollments].sort((a, b) => Number(b.active) - Number(a.active));
  const active = sorted.filter((enrollment) => enrollment.active);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: keyboard users scroll it with the arrow keys
    <section class="scroll-x" tabIndex={0} aria-label="Enrollments">
      <table class="enrollments">
        <thead>
          <tr>
            <th scope="col">Billed as</th>
            <th scope="col">Taxonomy code</th>
            <th scope="col">Medicaid ID</th>
            <th scope="col">Enrolled</th>
          </tr>
        </thead>
        <tbody>
          {sorted.slice(0, enrollmentsShown).map((enrollment, i) => (
            <tr key={`${enrollment.medicaidId} ${i}`} class={enrollment.active ? '' : 'inactive'}>
              <td>{typeOf(enrollment)}</td>
              <td>
                <Codes enrollment={enrollment} active={active} />
              </td>
              <td class="number">{enrollment.medicaidId}</td>
              <td class="quiet">{spanOf(enrollment)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {sorted.length > enrollmentsShown && (
        <p class="quiet">and {thousands(sorted.length - enrollmentsShown)} more</p>
      )}
    </section>
  );
}

function Codes({
  enrollment,
  active,
}: {
  readonly enrollment: EnrollmentInfo;
  readonly active: readonly EnrollmentInfo[];
}) {
  const { taxonomies, medicaidId } = enrollment;
  if (taxonomies.length === 0) return <span class="quiet">none listed: any code</span>;
  return (
    <>
      {taxonomies.map((code) => {
        const isShared = active.some(
          (other) => other.medicaidId !== medicaidId && other.taxonomies.includes(code),
        );
        return (
          <span key={code} class="code-choice">
            <code>{code}</code> <Copy text={code} what={`code ${code}`} />
            {enrollment.active && isShared && <small> shared, does not decide</small>}{' '}
          </span>
        );
      })}
    </>
  );
}

function typeOf({ providerType }: EnrollmentInfo): string {
  const name = providerTypeName(providerType);
  return name === null ? `Type ${providerType || '?'}` : `${name} (type ${providerType})`;
}

function spanOf({ from, to, active }: EnrollmentInfo): string {
  const span =
    from === null
      ? to === null
        ? 'no dates'
        : `until ${to}`
      : to === null
        ? `since ${from}`
        : `${from} – ${to}`;
  return inDates(active ? span : `${span}, not on these dates`);
}
