/**
 * How often fast-check runs a property: as often as each `npm test` can afford, or PRVCHECK_RUNS times. Seeds are free; a
 * property that fails tells its own.
 */
export function runs(affordable: number): number {
  return Number(process.env.PRVCHECK_RUNS ?? affordable);
}
