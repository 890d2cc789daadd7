import type { Enrollment } from '../../registry/registry';
import { type CodeResolution, resolveCodes } from '../../registry/resolve-codes';
import { isRequired, reasonsOf } from '../../rules/case';
import { isTaxonomy } from '../../rules/taxonomy';
import { grouped, type KindText, medicaidIdOf, type Remark, type Subject, someOf } from './question';

/** An NPI with more Medicaid IDs than this is not one provider; skip the pairwise comparison. */
const MOST_IDS = 1000;
const CHOICES_SHOWN = 6;

const kinds = {
  'ids-not-told-apart': {
    severity: 'error',
    title: 'Ask how to bill: no taxonomy tells these Medicaid IDs apart',
    hint: 'A claim cannot be matched to one of them, whatever its taxonomy. See whether the registry lists all their taxonomies, ZIPs and end dates: the portal refuses a second active ID of one NPI, taxonomy and provider type. If it does, ask partner portal support.',
  },
  'ids-too-many': {
    severity: 'error',
    title: 'Find out about NPIs under very many Medicaid IDs',
    hint: `More than ${MOST_IDS} Medicaid IDs stand under one NPI, which looks like a stand-in for providers without one. They were not held against each other.`,
  },
  'ids-told-apart-by-zip': {
    severity: 'warning',
    title: 'Send the right ZIP: no taxonomy tells these Medicaid IDs apart',
    hint: 'Only the ZIP of the billing provider (Loop 2010AA, N403) tells which one is billed. Send the one that the portal has, with all nine digits where it has nine.',
  },
  'id-with-several-types': {
    severity: 'warning',
    title: 'Look up Medicaid IDs with several provider types',
    hint: 'One Medicaid ID has one provider type as a rule: another type comes with a new ID. See in the portal which one is right, and end the row that is not.',
  },
  'taxonomy-required': {
    severity: 'info',
    title: 'Claims of these NPIs need a taxonomy now',
    hint: 'The NPI has several KY Medicaid IDs or provider types: Loop 2000A needs a PRV with the taxonomy of the enrollment that is billed.',
  },
} satisfies Record<string, KindText>;

type Kind = keyof typeof kinds;

function* ask({ active, asOf }: Subject): Generator<Remark<Kind>> {
  const reasons = reasonsOf(active);
  if (!isRequired('either', reasons)) return;
  const enrollments = grouped(active, medicaidIdOf);
  const medicaidIds = [...enrollments.keys()];
  for (const [medicaidId, rows] of enrollments) {
    const types = new Set(rows.map((row) => row.providerType).filter((type) => type !== ''));
    if (types.size < 2) continue;
    const message = `It has the provider types ${someOf([...types], CHOICES_SHOWN)}.`;
    yield { kind: 'id-with-several-types', medicaidIds: [medicaidId], message };
  }
  if (medicaidIds.length > MOST_IDS) {
    yield { kind: 'ids-too-many', medicaidIds, message: `The NPI has ${medicaidIds.length} Medicaid IDs.` };
    yield { kind: 'taxonomy-required', medicaidIds, message: 'Several Medicaid IDs.' };
    return;
  }
  const crosswalk = crosswalkOf(active, asOf);
  if (medicaidIds.length > 1) yield* ambiguousGroups(enrollments, crosswalk);
  const many = [
    ...(reasons.includes('multiple-medicaid-ids') ? ['Medicaid IDs'] : []),
    ...(reasons.includes('multiple-provider-types') ? ['provider types'] : []),
  ];
  const choices = [...crosswalk.codes].flatMap(([code, resolution]) =>
    resolution.outcome === 'resolved' ? [`${code} for ${resolution.medicaidIds[0]}`] : [],
  );
  const which =
    choices.length === 0 ? 'No taxonomy points to one alone.' : `${someOf(choices, CHOICES_SHOWN)}.`;
  yield { kind: 'taxonomy-required', medicaidIds, message: `Several ${many.join(' and ')}. ${which}` };
}

export const ambiguousIds = { kinds, ask };

/** What each taxonomy of one NPI resolves to. */
interface Crosswalk {
  readonly codes: ReadonlyMap<string, CodeResolution<Enrollment>>;
  /** Whether a taxonomy and a ZIP of its rows resolve to this Medicaid ID alone; null: any taxonomy. */
  pointsTo(medicaidId: string, taxonomy: string | null, zip: string): boolean;
}

/** Reads each row once, however many codes and ZIPs are looked up. */
function crosswalkOf(active: readonly Enrollment[], from: string): Crosswalk {
  const all = new IdByZip();
  const listingNone = new IdByZip();
  const listing = new Map<string, IdByZip>();
  for (const row of active) {
    all.add(row);
    if (row.taxonomies.length === 0) listingNone.add(row);
    for (const code of row.taxonomies) {
      const known = listing.get(code) ?? new IdByZip();
      listing.set(code, known);
      known.add(row);
    }
  }
  return {
    codes: new Map([...resolveCodes(active, { from }, MOST_IDS)].filter(([code]) => isTaxonomy(code))),
    pointsTo(medicaidId, taxonomy, zip) {
      const carrying = taxonomy === null ? [all] : [listing.get(taxonomy)!, listingNone];
      return carrying.every((rows) => rows.hasNoOther(medicaidId, zip));
    },
  };
}

/** The Medicaid ID at each ZIP, at both precisions, as the crosswalk compares them. */
class IdByZip {
  /** By all digits, and by the first five with a `*`; null: several IDs. */
  private readonly ids = new Map<string, string | null>();

  add({ zip, medicaidId }: Enrollment): void {
    if (zip === null) return;
    for (const key of [zip, anyIn(zip)])
      this.ids.set(key, this.ids.has(key) && this.ids.get(key) !== medicaidId ? null : medicaidId);
  }

  hasNoOther(medicaidId: string, zip: string): boolean {
    const keys = zip.length === 9 ? [zip, zip.slice(0, 5)] : [anyIn(zip)];
    return keys.every((key) => !this.ids.has(key) || this.ids.get(key) === medicaidId);
  }
}

function anyIn(zip: string): string {
  return `${zip.slice(0, 5)}*`;
}

/** The Medicaid IDs that no taxonomy resolves to alone, grouped by what the same taxonomy leaves. */
function* ambiguousGroups(
  enrollments: ReadonlyMap<string, readonly Enrollment[]>,
  crosswalk: Crosswalk,
): Generator<Remark<Kind>> {
  const groups = new Map<string, { left: readonly string[]; stuck: string[]; zips: string[] }>();
  const all = [...enrollments.keys()].sort();
  for (const [medicaidId, rows] of enrollments) {
    const left = leastLeft(rows, crosswalk) ?? all;
    if (left.length === 1) continue;
    const zip = resolvingZip(medicaidId, rows, crosswalk);
    const key = `${zip !== null} ${left.join(' ')}`;
    const group = groups.get(key) ?? { left, stuck: [], zips: [] };
    groups.set(key, group);
    group.stuck.push(medicaidId);
    if (zip !== null) group.zips.push(`${zip} for ${medicaidId}`);
  }
  for (const { left, stuck, zips } of groups.values()) {
    const others = left.filter((id) => !stuck.includes(id));
    const what =
      others.length === 0
        ? 'No taxonomy tells them apart'
        : `No taxonomy points to ${someOf(stuck, CHOICES_SHOWN)} without ${someOf(others, CHOICES_SHOWN)}`;
    const zip = zips.length === 0 ? 'and no ZIP does' : `the ZIP does: ${someOf(zips, CHOICES_SHOWN)}`;
    const kind = zips.length === 0 ? 'ids-not-told-apart' : 'ids-told-apart-by-zip';
    yield { kind, medicaidIds: [...stuck, ...others], message: `${what}, ${zip}.` };
  }
}

/** The fewest Medicaid IDs that one of the rows' own taxonomies leaves; null if they list no valid one. */
function leastLeft(rows: readonly Enrollment[], crosswalk: Crosswalk): readonly string[] | null {
  let least: readonly string[] | null = null;
  for (const code of new Set(rows.flatMap((row) => row.taxonomies))) {
    const resolution = crosswalk.codes.get(code);
    if (resolution?.outcome === 'resolved') return resolution.medicaidIds;
    if (resolution?.outcome !== 'ambiguous') continue;
    if (least === null || resolution.medicaidIds.length < least.length) least = resolution.medicaidIds;
  }
  return least === null ? null : [...least].sort();
}

/** A ZIP of the Medicaid ID that, with one of its taxonomies, resolves to it alone. */
function resolvingZip(medicaidId: string, rows: readonly Enrollment[], crosswalk: Crosswalk): string | null {
  for (const { zip, taxonomies } of rows) {
    if (zip === null) continue;
    const codes = taxonomies.length === 0 ? [null] : taxonomies.filter(isTaxonomy);
    if (codes.some((code) => crosswalk.pointsTo(medicaidId, code, zip))) return zip;
  }
  return null;
}
