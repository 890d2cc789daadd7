/**
 * Payer IDs under which Kentucky Medicaid and its MCOs are known (DOMAIN.md §3). They differ by clearinghouse and change, so
 * they are suggested and never assumed.
 */
const known: ReadonlySet<string> = new Set([
  'KYMEDICAID',
  'KYMCD',
  '128KY',
  'ABHKY',
  '14163',
  '59354',
  '61325',
]);

export function isKnownPayer(id: string | null): boolean {
  return id !== null && known.has(id.trim().toUpperCase());
}
