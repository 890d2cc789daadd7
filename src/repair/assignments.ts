import type { ClaimKind } from '../finding';
import { sameZip } from '../registry/crosswalk';
import { plainId } from '../rules/policy';

/** A statement of the user: bill the claims of this NPI, restricted by the other fields, under this taxonomy. */
export interface Assignment {
  /** Ten digits. */
  readonly npi: string;
  /** Ten capital letters or digits. */
  readonly taxonomy: string;
  /** Of the billing provider, 5 or 9 digits; null: any. */
  readonly zip: string | null;
  /** 2010BB NM109; null: any. */
  readonly payer: string | null;
  readonly kind: ClaimKind | null;
}

/** The properties of a claim that assignments are matched by. */
export interface AssignmentQuery {
  readonly npi: string;
  readonly zip: string | null;
  readonly payer: string | null;
  readonly kind: ClaimKind | null;
}

/** The taxonomies that the user assigned. */
export class Assignments {
  private readonly byNpi = new Map<string, Assignment[]>();
  /** Whether any assignment depends on the payer. */
  readonly byPayer: boolean;

  constructor(assignments: readonly Assignment[]) {
    for (const assignment of assignments) {
      const others = this.byNpi.get(assignment.npi);
      if (others === undefined) this.byNpi.set(assignment.npi, [assignment]);
      else others.push(assignment);
    }
    this.byPayer = assignments.some(({ payer }) => payer !== null);
  }

  /** All codes assigned to any claims of an NPI. */
  codesOf(npi: string): readonly string[] {
    return [...new Set(this.of(npi).map(({ taxonomy }) => taxonomy))];
  }

  /** The codes assigned to a claim, by the most specific matching assignments. More than one is a contradiction. */
  find(asked: AssignmentQuery): readonly string[] {
    const fitting = this.of(asked.npi).filter((assignment) => fits(assignment, asked));
    const most = Math.max(...fitting.map(detail));
    return [...new Set(fitting.filter((one) => detail(one) === most).map(({ taxonomy }) => taxonomy))];
  }

  private of(npi: string): readonly Assignment[] {
    return this.byNpi.get(npi) ?? [];
  }
}

function fits({ zip, payer, kind }: Assignment, asked: AssignmentQuery): boolean {
  return (
    (zip === null || isAt(zip, asked.zip)) &&
    (payer === null || plainId(payer) === plainId(asked.payer ?? '')) &&
    (kind === null || kind === asked.kind)
  );
}

function isAt(zip: string, asked: string | null): boolean {
  const digits = (asked ?? '').replace(/\D/g, '');
  return digits.length >= 5 && sameZip(zip, digits);
}

/** How many restrictions an assignment has. */
function detail({ zip, payer, kind }: Assignment): number {
  return [zip, payer, kind].filter((condition) => condition !== null).length;
}
