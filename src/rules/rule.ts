import type { ProviderLoop } from '../claim/provider-loops';
import type {
  ClaimKind,
  ClaimRuleId,
  EnvelopeRuleId,
  FindingDetails,
  Position,
  ProviderInfo,
  Severity,
} from '../finding';
import type { FaultDetails } from '../x12/fault';
import type { Case } from './case';
import type { ClaimCase } from './claim-case';
import type { Remedy } from './remedy';

/** The description of a rule. */
export interface RuleText {
  /** The default severity; a finding's own or the policy's overrides it. */
  readonly severity: Severity;
  /** What it reports, in a few words. */
  readonly title: string;
  /** Why that matters. */
  readonly why: string;
  /** How to correct it. */
  readonly fix: string;
  /** WEDI SNIP type of the edit. */
  readonly snip: 1 | 2 | 5 | 7;
  /** How it shows in a 277CA (STC01), a 999 or a TA1; null if it does not. */
  readonly acknowledgement: string | null;
}

/** What a rule contributes to the details of a finding; what is omitted is not known. */
export type Facts = Partial<
  Pick<FindingDetails, 'element' | 'found' | 'expected' | 'segment' | 'candidates'>
>;

/** A text, or a function if it takes long to make: many findings are only counted. */
export type Words = string | (() => string);

/** A rule's result for a case. */
export type Statement = Place & {
  readonly message: Words;
  readonly hint: Words;
  /** Called only if findings are to have details. */
  readonly facts?: () => Facts;
  /** Overrides the rule's severity. */
  readonly severity?: Severity;
};

/**
 * Where to look: `position` is null if the claim has it (its payer's NM1 or service date).
 */
export type Place =
  | {
      readonly loop: '2000A' | '2010AA' | '2300' | ProviderLoop['loop'];
      readonly position: Position;
      /** The provider that it is about, if that is not the billing provider. */
      readonly provider?: ProviderInfo;
    }
  | { readonly loop: '2010BB' | '2300'; readonly position: null; readonly provider?: undefined };

/**
 * A rule on claims: `check` judges the billing loop, and claims of a loop share its result; `checkClaim` judges what else
 * a claim has. The fast path skips claims whose loop and dates are known to produce no finding, using only what
 * `Case` holds, so a rule must read nothing else. It must not depend on positions, delimiters or today's date. Anything
 * else that it needs must first be added to `LoopSegments` (claim/claim.ts, and billing.ts of wasm/) or to `lastDays`
 * (registry).
 */
export interface ClaimRule extends RuleText {
  readonly id: ClaimRuleId;
  /**
   * The title in the page and its report, where space is scarce.
   * @internal
   */
  readonly label: string;
  /** @internal */
  readonly remedy: Remedy;
  /**
   * STC01 of a claim with such an error (DOMAIN.md §5); by default `A8:145:85`, as its identifiers contradict each other.
   * @internal
   */
  readonly status?: string;
  /**
   * STC10 beside it.
   * @internal
   */
  readonly statusToo?: string;
  /**
   * Whether it is off unless the policy has a severity for it.
   * @internal
   */
  readonly isOptional?: true;
  /**
   * Added to the hint for a claim whose rendering provider has the code of Loop 2000A. `check` cannot see that, because
   * claims of a loop share their result.
   * @internal
   */
  ifCopied?(kind: ClaimKind | null): string;
  /**
   * The result for a case, at most one; null if the rule has no objection.
   * @internal
   */
  check?(given: Case): Statement | null;
  /** @internal */
  checkClaim?(given: ClaimCase): readonly Statement[];
}

/** A rule on the envelope; the reader finds these faults. */
export interface EnvelopeRule extends RuleText {
  readonly id: EnvelopeRuleId;
}

/** An envelope rule with the words for its faults. */
export interface EnvelopeRuleFor<Id extends EnvelopeRuleId> extends EnvelopeRule {
  readonly id: Id;
  /** By default, the hint is the rule's fix. */
  describe(detail: FaultDetails[Id]): { readonly message: string; readonly hint?: string };
  facts?(detail: FaultDetails[Id]): Facts;
}

/** How to correct most faults of the envelope. */
export const resend =
  'Have the sending system write the file again; claims that were read are still checked.';

/** A rule, on claims or on the envelope. */
export type Rule = ClaimRule | EnvelopeRule;
