import { askPortal, firstFew } from '../../rules/advice';
import type { Require } from '../../rules/policy';
import type { Answer } from './answers';
import type { NpiStatus } from './npi-status';

/** Codes that a sentence lists for each Medicaid ID; the list of answers has them all. */
const CODES_SHOWN = 3;

/** The message of the rule on a claim of the NPI without a taxonomy. */
export function verdictInWords(
  npi: string,
  standing: NpiStatus,
  on: string | null,
  require: Require,
): string {
  const { state, required, reasons } = standing;
  const always = required ? ' Your settings require a taxonomy on every claim all the same.' : '';
  if (state === 'unregistered')
    return `NPI ${npi} is not in the registry, so whether its claims need a taxonomy is undecided.${always}`;
  if (state === 'inactive') return `No enrollment of NPI ${npi} is active on ${on}.${always}`;
  const claim = on === null ? 'A claim' : `A claim served on ${on}`;
  const dates = on === null ? ' Every enrollment is counted, whatever its dates.' : '';
  const counts = `NPI ${npi} is enrolled under ${countsInWords(standing)}`;
  if (!required) {
    const setting = reasons.length > 0 ? `, and the setting is "${require}"` : '';
    return `${claim} needs no taxonomy: ${counts}${setting}.${dates}`;
  }
  const why = reasons.length > 0 ? counts : 'your settings require one on every claim';
  return `${claim} needs the taxonomy: ${why}.${dates}`;
}

/** The same in short: `required: 2 Medicaid IDs and 1 provider type`. */
export function statusInWords(standing: NpiStatus): string {
  const verdict = standing.required ? 'required' : 'not required';
  if (standing.state === 'unregistered') return 'not in the registry';
  if (standing.state === 'inactive') return 'no enrollment active';
  return `${verdict}: ${countsInWords(standing)}`;
}

/** What the billing staff must do because of it. */
export function adviceOn(standing: NpiStatus, answers: readonly Answer[]): string {
  if (standing.state === 'unregistered')
    return 'Add its enrollments (Medicaid ID, provider type, taxonomy) to the registry if claims are billed under it.';
  if (standing.state === 'inactive')
    return 'Compare the dates with the partner portal; if an enrollment was renewed or reinstated, update the registry.';
  return standing.required ? whatToWrite(standing, answers) : whatMayBeSent(answers);
}

function whatToWrite({ medicaidIds }: NpiStatus, answers: readonly Answer[]): string {
  const segments = new Map<string, string[]>();
  for (const { segment, medicaidIds } of answers) {
    const [id] = medicaidIds;
    if (segment === null || id === undefined) continue;
    const known = segments.get(id);
    if (known === undefined) segments.set(id, [segment]);
    else known.push(segment);
  }
  if (segments.size === 0)
    return `No taxonomy code in the registry points to one Medicaid ID alone. ${askPortal}`;
  const choices = [...segments].map(
    ([id, all]) => `${firstFew(all, ' or ', String, CODES_SHOWN)} for Medicaid ID ${id}`,
  );
  const unreached = medicaidIds.filter((id) => !segments.has(id));
  const rest =
    unreached.length === 0
      ? ''
      : ` No code points to Medicaid ID ${firstFew(unreached, ', ', String)} alone. ${askPortal}`;
  return `Right after the HL segment of the billing provider, before CUR and NM1*85, write ${firstFew(choices, '; ', String)}.${rest}`;
}

function whatMayBeSent(answers: readonly Answer[]): string {
  const codes = answers.flatMap(({ segment, taxonomy }) => (segment === null ? [] : (taxonomy ?? [])));
  if (codes.length === 0) return 'Nothing has to be written.';
  return `A PRV that is sent all the same must carry a code that is enrolled: ${firstFew(codes, ', ', String)}.`;
}

function countsInWords({ medicaidIds, providerTypes }: NpiStatus): string {
  return `${counted(medicaidIds.length, 'Medicaid ID')} and ${counted(providerTypes.length, 'provider type')}`;
}

function counted(count: number, noun: string): string {
  return `${count === 0 ? 'no' : count} ${noun}${count === 1 ? '' : 's'}`;
}
