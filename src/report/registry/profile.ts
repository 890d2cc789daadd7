import type { Answer } from '../../enrollment/status/answers';
import type { Profile, ProfileEnrollment } from '../../enrollment/status/profile';
import { countOf, thousands } from '../../values/numbers';
import { showDates } from '../../values/show-dates';
import { visible } from '../../values/visible';
import { jsonLine } from '../json-line';
import { type TextOptions, textStyle } from '../text';
import type { Style } from '../text-file';
import { joinLines, table, wrap } from '../wrap';

/** Rows shown in text; JSON has them all. */
const ROWS_SHOWN = 100;
const NAMES_SHOWN = 3;

const profiles = { text: profileText, json: (profile: Profile) => `${jsonLine(profile)}\n` };

export type ProfileFormat = keyof typeof profiles;

export const profileFormats = Object.keys(profiles) as readonly ProfileFormat[];

/** Everything a registry contains about one NPI; only `text` uses the options. */
export function writeProfile(profile: Profile, format: ProfileFormat, options: TextOptions = {}): string {
  return profiles[format](profile, options);
}

function profileText(profile: Profile, options: TextOptions): string {
  const style = textStyle(options);
  const blocks = [
    heading(profile, style),
    wrap(`${profile.message}${askForDay(profile)} ${profile.hint}`, style.width),
    block('Enrollments', enrollmentRows(profile), style),
    block('Taxonomies', answerRows(profile), style),
    claimLines(profile, style),
  ].filter((lines) => lines.length > 0);
  return showDates(blocks.map(joinLines).join('\n'), style.dates);
}

/** A hint on how to make dates count, if they were ignored. */
function askForDay({ on, enrollments }: Profile): string {
  const dated = enrollments.some(({ from, to }) => from !== null || to !== null);
  return on === null && dated ? ' (Add --on DATE to judge a day.)' : '';
}

function heading({ npi, names, checkDigit, state, near }: Profile, { paint, width }: Style): string[] {
  const more = names.length - NAMES_SHOWN;
  const known =
    names.slice(0, NAMES_SHOWN).join('; ') + (more > 0 ? ` and ${countOf(more, 'more name')}` : '');
  const title = wrap(known === '' ? `NPI ${npi}` : `NPI ${npi}: ${known}`, width);
  const underline = '='.repeat(title.reduce((most, line) => Math.max(most, line.length), 0));
  const notes = [
    ...(checkDigit ? [] : ['Its check digit fails: it is mistyped or made up.']),
    ...(near.length > 0 ? [`Registered, and like it but for a digit: ${near.join(', ')}.`] : []),
    ...(near.length === 0 && state === 'unregistered'
      ? ['No registered NPI is like it but for a digit.']
      : []),
  ];
  return [
    ...title.map(paint.bold),
    paint.dim(underline),
    ...notes.flatMap((note) => wrap(note, width).map(paint.yellow)),
  ];
}

/** A table under its name. */
function block(name: string, rows: readonly (readonly string[])[], { paint, width }: Style): string[] {
  if (rows.length < 2) return [];
  const more = rows.length - 1 - ROWS_SHOWN;
  return [
    paint.bold(name),
    ...table(rows.slice(0, ROWS_SHOWN + 1), width - 2).map((line) => `  ${line}`),
    ...(more > 0 ? [`  and ${thousands(more)} more; --format json has them all`] : []),
  ];
}

function enrollmentRows({ on, enrollments }: Profile): string[][] {
  const row = (enrollment: ProfileEnrollment) => [
    visible(enrollment.medicaidId),
    ...(on === null ? [] : [enrollment.active ? 'yes' : 'no']),
    enrollment.from ?? 'open',
    enrollment.to ?? 'open',
    enrollment.zip ?? '',
    `${typeOf(enrollment)}: ${enrollment.taxonomies.join(', ') || 'any taxonomy'}`,
  ];
  const active = on === null ? [] : ['active'];
  return [
    ['Medicaid ID', ...active, 'from', 'to', 'ZIP', 'provider type: taxonomies'],
    ...enrollments.map(row),
  ];
}

function typeOf({ providerType, providerTypeName }: ProfileEnrollment): string {
  if (providerType === '') return 'no type';
  return providerTypeName === null ? `type ${providerType}` : `${providerType} ${providerTypeName}`;
}

function answerRows({ taxonomies }: Profile): string[][] {
  return [
    ['code', 'write', 'for'],
    ...taxonomies.map((answer) => [visible(answer.taxonomy ?? ''), answer.segment ?? '-', meaning(answer)]),
  ];
}

/** The result for the claim that was asked about. */
function claimLines({ claim, taxonomy, zip, state, required }: Profile, { paint, width }: Style): string[] {
  if ((taxonomy === null && zip === null) || state === 'unregistered') return [];
  const asked = [
    taxonomy === null ? 'without a taxonomy' : `with taxonomy ${taxonomy}`,
    ...(zip === null ? [] : [`from ZIP ${zip}`]),
  ].join(' ');
  const write = claim.segment === null ? '' : ` Write ${claim.segment}`;
  const still = taxonomy === null && required ? ' The rule asks for a taxonomy all the same.' : '';
  return [
    paint.bold('Your claim'),
    ...wrap(`A claim ${asked}: ${meaning(claim)}.${write}${still}`, width - 2).map((line) => `  ${line}`),
  ];
}

function meaning({ taxonomy, outcome, medicaidIds }: Answer): string {
  switch (outcome) {
    case 'resolved':
      return `Medicaid ID ${medicaidIds[0]}`;
    case 'ambiguous':
      return `ambiguous: Medicaid ID ${medicaidIds.slice(0, ROWS_SHOWN).join(' or ')}${medicaidIds.length > ROWS_SHOWN ? ' or another' : ''}`;
    case 'not-enrolled':
      return `not enrolled: no active enrollment carries ${taxonomy}`;
    case 'inactive':
      return 'no enrollment is active on that day';
    case 'unregistered':
      return 'the NPI is not in the registry';
  }
}
