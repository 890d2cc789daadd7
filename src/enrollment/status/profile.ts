import type { EnrollmentInfo } from '../../finding';
import { distinct, isActive } from '../../registry/crosswalk';
import { providerTypeName } from '../../registry/provider-types';
import type { Registry } from '../../registry/registry';
import type { Require } from '../../rules/policy';
import { hasCheckDigit } from '../../values/npi';
import { type Answer, answersOf, answerTo } from './answers';
import { nearNpis } from './near-npis';
import { type NpiStatus, npiStatusOf } from './npi-status';
import { adviceOn, verdictInWords } from './words';

/** Which NPI to look up, and for which claim. */
export interface ProfileQuery {
  /** Ten digits. */
  readonly npi: string;
  /** YYYY-MM-DD; null: every enrollment counts. */
  readonly on: string | null;
  readonly taxonomy: string | null;
  /** 5 or 9 digits. */
  readonly zip: string | null;
  readonly require: Require;
}

/** All data of a registry on one NPI except the tax ID; schema 1, the same shape as its JSON. */
export interface Profile extends ProfileQuery, NpiStatus {
  readonly type: 'enrollments';
  readonly schema: 1;
  /** Whether the check digit is correct. */
  readonly checkDigit: boolean;
  /** If the NPI is not registered: similar ones that are. */
  readonly near: readonly string[];
  readonly names: readonly string[];
  readonly enrollments: readonly ProfileEnrollment[];
  /** For each code that an enrollment lists, with the day and ZIP of the query. */
  readonly taxonomies: readonly Answer[];
  /** The answer for a claim with the taxonomy of the query, or without one. */
  readonly claim: Answer;
  /** The message of the rule on a claim without a taxonomy, and what to do about it. */
  readonly message: string;
  readonly hint: string;
}

export interface ProfileEnrollment extends EnrollmentInfo {
  readonly providerTypeName: string | null;
  readonly zip: string | null;
}

export function profileOf(registry: Registry, query: ProfileQuery): Profile {
  const { npi, on, taxonomy, zip, require } = query;
  const enrollments = registry.enrollments(npi);
  const claim = { zip, from: on, to: on };
  const standing = npiStatusOf(enrollments, on, require);
  const taxonomies = answersOf(enrollments, claim);
  return {
    type: 'enrollments',
    schema: 1,
    npi,
    on,
    taxonomy,
    zip,
    require,
    checkDigit: hasCheckDigit(npi),
    near: enrollments.length === 0 ? nearNpis(registry, npi) : [],
    names: distinct(enrollments.flatMap(({ name }) => name ?? [])),
    ...standing,
    enrollments: enrollments.map((enrollment) => ({
      medicaidId: enrollment.medicaidId,
      providerType: enrollment.providerType,
      providerTypeName: providerTypeName(enrollment.providerType),
      taxonomies: enrollment.taxonomies,
      from: enrollment.from,
      to: enrollment.to,
      zip: enrollment.zip,
      active: isActive(enrollment, on, on),
    })),
    taxonomies,
    claim: answerTo(enrollments, { ...claim, taxonomy }),
    message: verdictInWords(npi, standing, on, require),
    hint: adviceOn(standing, taxonomies),
  };
}
