import type { ClaimKind } from '../../../finding';
import { loadAssignments } from '../../../node/assignments';
import { readProviderType } from '../../../registry/read-provider-type';
import { type Assignment, Assignments, anyClaim } from '../../../repair/assignments';
import {
  AssignmentError,
  assignmentOf,
  claimKinds,
  type IsRegistered,
} from '../../../repair/read-assignments';
import type { Certainties } from '../../../repair/repair';
import type { Log } from '../../output/log';
import type { RawFlags } from '../../settings/flags';
import { pairs, word, words } from '../../settings/values';
import { oneOf, UsageError } from '../../usage-error';
import { withFiles } from './assigned-files';
import type { FileToFix } from './files';

/** Where corrected copies go; `null` in `out`: they are not kept. */
export type FixTarget =
  | { readonly kind: 'folder'; readonly out: string }
  | { readonly kind: 'stdout' }
  | { readonly kind: 'nowhere' };

/**
 * The target given on the command line. `out` in a config file is ignored: it is the folder of findings.
 * @param given the flags of the command line alone
 * @throws UsageError if they name no target, or two
 */
export function fixTarget(given: RawFlags): FixTarget {
  const out = word(given.out);
  const targets: FixTarget[] = [
    ...(out === null ? [] : [{ kind: 'folder', out } as const]),
    ...(given.stdout === true ? [{ kind: 'stdout' } as const] : []),
    ...(given['dry-run'] === true ? [{ kind: 'nowhere' } as const] : []),
  ];
  const [target, more] = targets;
  if (target === undefined)
    throw new UsageError(
      'Say where the corrected copies go: --out DIR. To see first what would be changed: --dry-run.',
    );
  if (more !== undefined) throw new UsageError('Give only one of --out, --stdout and --dry-run.');
  return target;
}

/**
 * Reads what the user asserts in addition to the registry.
 * @param files those that the assignments may name
 * @throws UsageError, and InputError for the file of assignments
 */
export async function readCertainties(
  raw: RawFlags,
  isRegistered: IsRegistered,
  files: readonly FileToFix[],
  log: Log,
): Promise<Certainties> {
  const path = word(raw.assignments);
  const given = assigned(raw, isRegistered);
  const listed = path === null ? [] : await loadAssignments(path, isRegistered);
  const named = path === null ? [] : withFiles(path, listed, files, log);
  return { assignments: new Assignments([...given, ...named]), bills: billing(raw) };
}

function assigned(raw: RawFlags, isRegistered: IsRegistered): Assignment[] {
  const codes = new Map<string, string>();
  return words(raw.assign).map((pair) => {
    const [[npi, code]] = Object.entries(pairs('assign', [pair])) as [[string, string]];
    if ((codes.get(npi) ?? code) !== code)
      throw new UsageError(
        `--assign gives NPI ${npi} two codes. Where claims need different ones, use --assignments FILE.`,
      );
    codes.set(npi, code);
    try {
      return assignmentOf(npi, code, anyClaim, isRegistered);
    } catch (error) {
      throw error instanceof AssignmentError ? new UsageError(`--assign ${pair}: ${error.message}`) : error;
    }
  });
}

function billing(raw: RawFlags): Certainties['bills'] {
  const bills = new Map<ClaimKind, Set<string>>();
  for (const pair of words(raw.bills)) {
    const [[word, types]] = Object.entries(pairs('bills', [pair])) as [[string, string]];
    const kind = oneOf('The kind of claim in --bills', word, claimKinds);
    const known = bills.get(kind) ?? new Set();
    for (const text of types.split(',')) {
      const type = readProviderType(text.trim());
      if (type === null)
        throw new UsageError(`--bills ${pair}: "${text.trim()}" is no provider type, such as 64 or 829.`);
      known.add(type);
    }
    bills.set(kind, known);
  }
  return bills;
}
