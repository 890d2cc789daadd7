import type { ProviderRole } from '../finding';

/** Whose taxonomy something is about, as bits, so that several fit in a number. */
export const roleBits = { billing: 1, rendering: 2, attending: 4, unsaid: 8 } as const;

export function bitOf(role: ProviderRole | null): number {
  return roleBits[role ?? 'unsaid'];
}

/** The roles of these bits. */
export function rolesIn(bits: number): (keyof typeof roleBits)[] {
  return (Object.keys(roleBits) as (keyof typeof roleBits)[]).filter((role) => (bits & roleBits[role]) !== 0);
}
