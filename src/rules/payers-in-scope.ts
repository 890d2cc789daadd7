import { idsOf, type Payer, plainId } from './policy';

/** A payer of a config file, as the policy has it: a `comment` is for people. */
export function withoutComment(entry: unknown): unknown {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return entry;
  const { comment: _, ...payer } = entry as { readonly comment?: unknown };
  return payer;
}

/** The payers in scope: the requested ones, with their settings from the list, or else all that are listed. */
export function payersInScope(ids: readonly string[], listed: readonly Payer[]): readonly Payer[] {
  if (ids.length === 0) return listed;
  const byId = payersById(listed);
  return [...new Set(distinctIds(ids).map((id) => byId.get(plainId(id)) ?? { id }))];
}

/** Payers by each of their IDs, plain. */
export function payersById(listed: readonly Payer[]): ReadonlyMap<string, Payer> {
  return new Map(listed.flatMap((payer) => idsOf(payer).map((id) => [plainId(id), payer] as const)));
}

function distinctIds(ids: readonly string[]): readonly string[] {
  return [...new Map(ids.map((id) => [plainId(id), id])).values()];
}
