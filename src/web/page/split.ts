import { type Assignment, anyClaim, type Conditions } from '../../repair/assignments';
import type { OpenLoop, ProviderLeft } from '../worker/providers-left';

/** By what the billing loops of a provider can be told apart, the most general first. */
export const properties = ['kind', 'zip', 'zip4', 'payer', 'file', 'loop'] as const;
export type Property = (typeof properties)[number];
/** Loops with the same possible codes go together where no property separates them. */
export type Split = Property | 'codes';

/** Billing loops of one provider that get one code. */
export interface Part {
  /** The same for the same loops of the same provider. */
  readonly key: string;
  readonly npi: string;
  /** What its assignments say besides NPI and code; each loop fulfils one of them, and no other loop does. */
  readonly conditions: readonly Conditions[];
  /** How it was split off. */
  readonly by: readonly Split[];
  /** The loops that nothing decides. */
  readonly loops: readonly OpenLoop[];
  /** The codes that are possible in all loops that would get one. */
  readonly codes: readonly string[];
}

/** The parts with something to decide; null if the provider has no NPI, so that no code can be assigned. */
export function partsOf({ npi, loops }: ProviderLeft, by: Property | null): readonly Part[] | null {
  if (npi === null) return null;
  return split({ loops, conditions: [anyClaim], by: [] }, by)
    .map(({ loops, conditions, by }) => ({
      key: JSON.stringify([npi, conditions]),
      npi,
      conditions,
      by,
      loops: loops.filter(({ isDecided }) => !isDecided),
      codes: commonCodes(loops),
    }))
    .filter(({ loops }) => loops.length > 0);
}

/** The properties by which the user can split a provider. */
export function waysToSplit({ loops }: ProviderLeft): readonly Property[] {
  const groups = (property: Property) =>
    groupsBy(property, { loops, conditions: [anyClaim], by: [] })?.length ?? 1;
  // ZIP+4 only where it tells more apart than ZIP.
  return properties.filter((property) => groups(property) > (property === 'zip4' ? groups('zip') : 1));
}

/** What `prvcheck fix --assignments` is to be told. */
export function assignmentsOf(part: Part, taxonomy: string): readonly Assignment[] {
  const { npi, conditions } = part;
  return conditions.map((one) => ({ npi, taxonomy, ...one }));
}

interface Group {
  readonly loops: readonly OpenLoop[];
  readonly conditions: readonly Conditions[];
  readonly by: readonly Split[];
}

/** @param by null: only as far as one code is not possible for all */
function split(group: Group, by: Property | null): readonly Group[] {
  if (by === null && isSettled(group)) return [group];
  const groups = by === null ? separated(group) : groupsBy(by, group);
  return groups === null ? [group] : groups.flatMap((one) => split(one, null));
}

/** Whether one code is possible for all, or no code for any. */
function isSettled({ loops }: Group): boolean {
  return (
    commonCodes(loops).length > 0 || loops.every(({ isDecided, codes }) => isDecided || codes.length === 0)
  );
}

/** By the first property that settles all groups, or else some; the loops themselves come last. */
function separated(group: Group): readonly Group[] | null {
  const ways = properties.flatMap((property) => {
    const groups = property === 'loop' ? null : groupsBy(property, group);
    return groups === null ? [] : [groups];
  });
  return (
    ways.find((groups) => groups.every(isSettled)) ??
    ways.find((groups) => groups.some(isSettled)) ??
    groupsByCodes(group)
  );
}

/** null if a loop lacks the property, or all have the same. */
function groupsBy(property: Property, group: Group): readonly Group[] | null {
  const loops = new Map<string, OpenLoop[]>();
  for (const loop of group.loops) {
    const value = keyOf(property, loop);
    if (value === null) return null;
    const others = loops.get(value);
    if (others === undefined) loops.set(value, [loop]);
    else others.push(loop);
  }
  if (loops.size < 2) return null;
  return [...loops.values()].map((loops) => ({
    loops,
    conditions:
      property === 'loop'
        ? [conditionsOfLoop(loops[0]!)]
        : group.conditions.map((one) => ({ ...one, ...conditionOf(property, loops[0]!) })),
    by: [...group.by, property],
  }));
}

/** Loops of one name in one file cannot be told apart. */
function groupsByCodes(group: Group): readonly Group[] | null {
  const single = groupsBy('loop', group);
  if (single === null) return null;
  const byCodes = new Map<string, Group[]>();
  for (const one of single) {
    const codes = commonCodes(one.loops).join();
    byCodes.set(codes, [...(byCodes.get(codes) ?? []), one]);
  }
  return [...byCodes.values()].map((groups) => ({
    loops: groups.flatMap(({ loops }) => loops),
    conditions: groups.flatMap(({ conditions }) => conditions),
    by: [...group.by, groups.length === 1 ? 'loop' : 'codes'],
  }));
}

function keyOf(property: Property, { kind, zip, payer, file, billingLoop }: OpenLoop): string | null {
  switch (property) {
    case 'zip':
      return zip?.slice(0, 5) ?? null;
    case 'zip4':
      return zip !== null && zip.length === 9 ? zip : null;
    case 'loop':
      return billingLoop && JSON.stringify([file, billingLoop]);
    default:
      return { kind, payer, file }[property];
  }
}

function conditionOf(property: Exclude<Property, 'loop'>, loop: OpenLoop): Partial<Conditions> {
  const { kind, payer, file } = loop;
  switch (property) {
    case 'kind':
      return { kind };
    case 'payer':
      return { payer };
    case 'file':
      return { file };
    default:
      return { zip: keyOf(property, loop) };
  }
}

function conditionsOfLoop({ file, billingLoop }: OpenLoop): Conditions {
  return { ...anyClaim, file, billingLoop };
}

function commonCodes(loops: readonly OpenLoop[]): readonly string[] {
  const [first, ...others] = loops.map(({ codes }) => new Set(codes));
  return first === undefined ? [] : [...first].filter((code) => others.every((codes) => codes.has(code)));
}
