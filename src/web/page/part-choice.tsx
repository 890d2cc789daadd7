import { useState } from 'preact/hooks';
import type { ClaimKind } from '../../finding';
import { providerTypeName } from '../../registry/provider-types';
import { countOf, thousands } from '../../values/numbers';
import { providerName } from '../view/words';
import type { OfferedCode, OpenLoop, ProviderLeft } from '../worker/providers-left';
import type { Part, Split } from './split';
import { claimsIn, stakeOf } from './stake';

export interface PartChoiceProps {
  readonly provider: ProviderLeft;
  readonly part: Part;
  /** The chosen codes, by key of the part. */
  readonly codes: Readonly<Record<string, string>>;
  readonly isBusy: boolean;
  /** @param code empty: none */
  readonly choose: (part: Part, code: string) => void;
}

/** The code for some claims of a provider, and which claims these are. */
export function PartChoice({ provider, part, codes, isBusy, choose }: PartChoiceProps) {
  const name = part.by.length === 0 ? null : nameOf(part);
  const offered = provider.codes.filter(({ code }) => part.codes.includes(code));
  return (
    <div class="part">
      {name !== null && (
        <p>
          <strong>{name}</strong> <span class="quiet">{stakeOf(part.loops)}</span>
        </p>
      )}
      {offered.length === 0 ? (
        <>
          <p class="remedy-label">Left as it is</p>
          <p class="quiet">
            {part.loops.every(({ codes }) => codes.length === 0)
              ? 'There is no code to choose here.'
              : 'No one code is right for all of these. Correct them in your practice system.'}
          </p>
        </>
      ) : (
        <label>
          <span class="remedy-label">
            Bill under{' '}
            <span class="hidden">
              for {providerName(provider)}
              {name !== null && `, ${name}`}
            </span>
          </span>
          <select
            value={codes[part.key] ?? ''}
            disabled={isBusy}
            onChange={({ currentTarget }) => choose(part, currentTarget.value)}
          >
            <option value="">Leave as it is</option>
            {offered.map((one) => (
              <option key={one.code} value={one.code}>
                {one.code}: {standsFor(one)}
              </option>
            ))}
          </select>
        </label>
      )}
      <ClaimsOf loops={part.loops} />
    </div>
  );
}

const claimsNamed = 10;

function ClaimsOf({ loops }: { readonly loops: readonly OpenLoop[] }) {
  const [all, showAll] = useState(false);
  const ids = loops.flatMap(({ claimIds }) => claimIds);
  if (ids.length === 0) return null;
  const shown = all ? ids : ids.slice(0, claimsNamed);
  const more = claimsIn(loops) - shown.length;
  const canShow = ids.length > claimsNamed;
  return (
    <p class="quiet small claims-of">
      {ids.length === 1 ? 'Claim' : 'Claims'} {shown.join(', ')}
      {more > 0 && ` and ${thousands(more)} more`}
      {canShow && (
        <>
          {' '}
          <button type="button" class="link" aria-expanded={all} onClick={() => showAll(!all)}>
            {all ? 'Show fewer' : `Show all ${thousands(ids.length)}`}
          </button>
        </>
      )}
    </p>
  );
}

const kinds: Readonly<Record<ClaimKind, string>> = {
  professional: 'Professional claims',
  institutional: 'Institutional claims',
  dental: 'Dental claims',
};

/** `Dental claims, ZIP 42240` */
function nameOf({ by, loops }: Part): string {
  return by.map((way) => nameBy(way, loops)).join(', ');
}

function nameBy(way: Split, loops: readonly OpenLoop[]): string {
  const { kind, zip, payer, file, billingLoop } = loops[0]!;
  switch (way) {
    case 'kind':
      return kinds[kind!];
    case 'zip':
      return `ZIP ${zip!.slice(0, 5)}`;
    case 'zip4':
      return `ZIP ${zip!.slice(0, 5)}-${zip!.slice(5)}`;
    case 'payer':
      return `Payer ${payer}`;
    case 'file':
      return `File ${file}`;
    case 'loop':
      return `Billing loop ${billingLoop} in ${file}`;
    case 'codes':
      return countOf(loops.length, 'billing loop');
  }
}

const enrollmentsNamed = 3;

function standsFor({ enrollments }: OfferedCode): string {
  const named = enrollments.slice(0, enrollmentsNamed).map(({ medicaidId, providerType }) => {
    const type = providerTypeName(providerType);
    const named = type === null ? `type ${providerType || '?'}` : `${type} (type ${providerType})`;
    return `${named}, Medicaid ID ${medicaidId}`;
  });
  const more = enrollments.length - named.length;
  const text = [...named, ...(more > 0 ? [`${thousands(more)} more`] : [])].join('; or ');
  return enrollments.length > 1 ? `${text} (does not decide which)` : text;
}
