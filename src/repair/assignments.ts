import type { ClaimKind } from '../finding';
import { sameZip } from '../registry/crosswalk';
import { plainId } from '../rules/policy';

/** What the user says: claims of this NPI, and of these where it says more, are billed under this code. */
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

/** What an assignment may ask of a claim. */
export interface Asked {
  readonly npi: string;
  readonly zip: string | null;
  readonly payer: string | null;
  readonly kind: ClaimKind | null;
}

/** The codes that the user assigned. */
export class Assignments {
  private readonly byNpi = new Map<string, Assignment[]>();
  /** Whether a claim's payer makes a difference. */
  readonly byPayer: boolean;

  constructor(assignments: readonly Assignment[]) {
    for (const assignment of assignments) {
      const others = this.byNpi.get(assignment.npi);
      if (others === undefined) this.byNpi.set(assignment.npi, [assignment]);
      else others.push(assignment);
    }
    this.byPayer = assignments.some(({ payer }) => payer !== null);
  }

  /** Every code that is assigned to some claims of an NPI. */
  codesOf(npi: string): readonly string[] {
    return [...new Set(this.of(npi).map(({ taxonomy }) => taxonomy))];
  }

  /** The codes that are assigned to a claim: of those that fit, the ones that say most. More than one is a contradiction. */
  find(asked: Asked): readonly string[] {
    const fitting = this.of(asked.npi).filter((assignment) => fits(assignment, asked));
    const most = Math.max(...fitting.map(detail));
    return [...new Set(fitting.filter((one) => detail(one) === most).map(({ taxonomy }) => taxonomy))];
  }

  private of(npi: string): readonly Assignment[] {
    return this.byNpi.get(npi) ?? [];
  }
}

function fits({ zip, payer, kind }: Assignment, asked: Asked): boolean {
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

/** How many things an assignment asks for. */
function detail({ zip, payer, kind }: Assignment): number {
  return [zip, payer, kind].filter((condition) => condition !== null).length;
}
