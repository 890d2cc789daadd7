import type { ProviderRole } from '../finding';
import { placeOfField, providerTaxonomy, taxonomyCode } from '../rules/remedy';
import type { AnswerStatus } from './answer';
import { isRefusal, statusText, taxonomyRemark, taxonomyStatus } from './taxonomy-answers';

/** A code of an answer in words. */
export interface AnswerExplained {
  /** As `277CA:A7:145:85` or `CARC16+N255`. */
  readonly code: string;
  readonly title: string;
  readonly isTaxonomy: boolean;
  /** Texts with headings, and those without. */
  readonly parts: readonly (readonly [heading: string | null, text: string])[];
}

/**
 * Explains a code of a 277CA (`277CA:A7:145:85`, `A7:145:85`) or an 835 (`CARC16+N255`, `N255`); null if the text is
 * none.
 */
export function explainAnswer(text: string): AnswerExplained | null {
  const code = text.trim().toUpperCase();
  const status = /^(?:277(?:CA)?:)?([A-Z]\d):(\d{1,3})(?::([0-9A-Z]{2,3}))?$/.exec(code);
  if (status !== null) {
    const [, category = '', number = '', entity = ''] = status;
    return explainStatus({ category, status: number, entity });
  }
  const pair = /^(?:CARC\s*)?(\d{1,3})(?:\+(?:RARC\s*)?([MN]A?\d{1,3}))?$/.exec(code);
  if (pair !== null) return explainPair(pair[1]!, pair[2] ?? '');
  const remark = /^(?:RARC\s*)?([MN]A?\d{1,3})$/.exec(code);
  return remark === null ? null : explainPair('', remark[1]!);
}

/** What a category says (DOMAIN.md §5). */
const categories: Readonly<Record<string, string>> = {
  A0: 'The claim was passed on to somebody else, who will answer.',
  A1: 'The claim was received. There is no decision yet.',
  A2: "The claim was accepted into the payer's system. Whether it is paid, the remittance (835) says.",
  A3: 'The claim was turned down before it was looked at as a claim.',
  A4: 'The payer did not find the claim.',
  A5: 'The claim was accepted and split.',
  A6: 'The claim was turned down: something that is required is missing.',
  A7: 'The claim was turned down: something in it is not valid.',
  A8: 'The claim was turned down: two things in it do not fit each other.',
  F0: 'The claim is finished.',
  F1: 'The claim is finished, and was paid.',
  F2: 'The claim is finished, and was denied.',
};

function explainStatus(status: AnswerStatus): AnswerExplained {
  const row = taxonomyStatus(status);
  const code = `277CA:${statusText(status)}`;
  const means = categories[status.category] ?? 'The payer said where the claim stands.';
  const resend =
    "It is not in the payer's system: correct it and send it again. The time to file goes on meanwhile.";
  const again = isRefusal(status.category) && status.category !== 'F2' ? [[null, resend] as const] : [];
  if (row === null) {
    return {
      code,
      title: means,
      isTaxonomy: false,
      parts: [
        [
          null,
          `It is not about a taxonomy. What status ${status.status} means, the list of claim status codes says (x12.org/codes).`,
        ],
        ...again,
      ],
    };
  }
  return {
    code,
    title: `${means} It is ${nameOf(row.role)} taxonomy.`,
    isTaxonomy: true,
    parts: [...partsFor(row.role), ...again],
  };
}

function explainPair(carc: string, rarc: string): AnswerExplained {
  const row = taxonomyRemark(rarc);
  const code = [...(carc === '' ? [] : [`CARC${carc}`]), ...(rarc === '' ? [] : [rarc])].join('+');
  if (row === null || (carc !== '' && carc !== row.carc)) {
    const text =
      'It is not known as one about a taxonomy. What reasons (CARC) and remarks (RARC) mean, their lists say (x12.org/codes).';
    return { code, title: 'The payer adjusted the claim.', isTaxonomy: false, parts: [[null, text]] };
  }
  const said =
    rarc === 'N521'
      ? 'The claim was denied: what it says of a provider differs from what the payer has on file. Where several enrollments share an NPI, that is often the taxonomy.'
      : `The claim was denied: ${nameOf(row.role)} taxonomy is missing or wrong.`;
  const resend =
    'The payer has the claim under a number of its own (CLP07). Ask the payer whether it wants a replacement (CLM05-3 = 7) or a new claim.';
  return { code, title: said, isTaxonomy: true, parts: [...partsFor(row.role), [null, resend]] };
}

function nameOf(role: ProviderRole | null): string {
  return role === null ? "a provider's" : `the ${role} provider's`;
}

/** DOMAIN.md §3 and §4. */
const fields = { billing: taxonomyCode, ...providerTaxonomy };

const whatToDo: Readonly<Record<ProviderRole, string>> = {
  billing:
    'Enter the taxonomy code of the enrollment to be paid, as the partner portal has it for the NPI: PRV*BI*PXC*code right after the billing provider HL, before NM1*85.',
  rendering:
    'Enter the taxonomy code that the rendering provider is enrolled with: PRV*PE*PXC*code after NM1*82.',
  attending:
    'Enter the taxonomy code that the attending provider is enrolled with: PRV*AT*PXC*code after NM1*71.',
};

function partsFor(role: ProviderRole | null): AnswerExplained['parts'] {
  const named = role ?? 'billing';
  const { field } = fields[named];
  const place = placeOfField(fields[named], ['professional', 'institutional']);
  const unsaid =
    role === null
      ? 'The code does not say whose taxonomy it is; with several enrollments look at the billing provider first. '
      : '';
  return [
    ['What to do', unsaid + whatToDo[named]],
    ['Where to enter it', `${field.charAt(0).toUpperCase()}${field.slice(1)}: ${place}.`],
  ];
}
