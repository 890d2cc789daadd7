import type { ClaimKind } from '../finding';
import { sameZip } from '../registry/crosswalk';
import { plainId } from '../rules/policy';

/**
 * A statement of the user: bill the claims of this NPI, restricted by the other fields, under this taxonomy. One that
 * names the billing loop goes before all that do not; of the others, the one with the most restrictions goes before.
 */
export interface Assignment {
  /** Ten digits. */
  readonly npi: string;
  /** Ten capital letters or digits. */
  readonly taxonomy: string;
  readonly kind: ClaimKind | null;
  /** Of the billing provider, 5 or 9 digits; null: any. */
  readonly zip: string | null;
  /** 2010BB NM109; null: any. */
  readonly payer: string | null;
  /** The `file` of the changes in it; null: any. */
  readonly file: string | null;
  /** The `billingLoop` of the changes in it; null: any. */
  readonly billingLoop: string | null;
}

/** The restrictions of an assignment. */
export type Conditions = Omit<Assignment, 'npi' | 'taxonomy'>;

/** An assignment to all claims of an NPI has these. */
export const anyClaim: Conditions = { kind: null, zip: null, payer: null, file: null, billingLoop: null };

/** The properties of a claim that assignments are matched by. */
export type AssignmentQuery = Pick<Assignment, 'npi'> & Conditions;

/** The assignments of one NPI. */
interface OfNpi {
  /** By the billing loop that they name. There may be many. */
  readonly toLoops: Map<string, Assignment[]>;
  readonly others: Assignment[];
  readonly codes: Set<string>;
}

/** The taxonomies that the user assigned. */
export class Assignments {
  private readonly byNpi = new Map<string, OfNpi>();
  /** Whether any assignment depends on the payer. */
  readonly byPayer: boolean;

  constructor(assignments: readonly Assignment[]) {
    for (const assignment of assignments) this.add(assignment);
    this.byPayer = assignments.some(({ payer }) => payer !== null);
  }

  /** All codes assigned to any claims of an NPI. */
  codesOf(npi: string): readonly string[] {
    return [...(this.byNpi.get(npi)?.codes ?? [])];
  }

  /**
   * The codes assigned to a claim, by the most specific matching assignments: those that name its billing loop, else
   * those with the most conditions. More than one code is a contradiction.
   */
  find(asked: AssignmentQuery): readonly string[] {
    const { toLoops, others } = this.byNpi.get(asked.npi) ?? none;
    const toLoop = (toLoops.get(asked.billingLoop ?? '') ?? []).filter((one) => fits(one, asked));
    const fitting = toLoop.length > 0 ? toLoop : others.filter((one) => fits(one, asked));
    const most = Math.max(...fitting.map(detail));
    return [...new Set(fitting.filter((one) => detail(one) === most).map(({ taxonomy }) => taxonomy))];
  }

  private add(assignment: Assignment): void {
    const { npi, taxonomy, billingLoop } = assignment;
    const ofNpi: OfNpi = this.byNpi.get(npi) ?? { toLoops: new Map(), others: [], codes: new Set() };
    this.byNpi.set(npi, ofNpi);
    ofNpi.codes.add(taxonomy);
    if (billingLoop === null) ofNpi.others.push(assignment);
    else ofNpi.toLoops.set(billingLoop, [...(ofNpi.toLoops.get(billingLoop) ?? []), assignment]);
  }
}

const none: OfNpi = { toLoops: /* @__PURE__ */ new Map(), others: [], codes: /* @__PURE__ */ new Set() };

function fits({ kind, zip, payer, file }: Assignment, asked: AssignmentQuery): boolean {
  return (
    (kind === null || kind === asked.kind) &&
    (zip === null || isAt(zip, asked.zip)) &&
    (payer === null || plainId(payer) === plainId(asked.payer ?? '')) &&
    (file === null || file === asked.file)
  );
}

function isAt(zip: string, asked: string | null): boolean {
  const digits = (asked ?? '').replace(/\D/g, '');
  return digits.length >= 5 && sameZip(zip, digits);
}

/** How many restrictions an assignment has. */
function detail({ kind, zip, payer, file }: Assignment): number {
  return [kind, zip, payer, file].filter((condition) => condition !== null).length;
}
