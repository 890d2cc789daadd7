import type { Summary } from '../finding';
import type { ExitLimits } from './settings/settings';

export const exitCodes = { clean: 0, findings: 1, failed: 2 } as const;

/** The exit code of a finished run. Incomplete work never gives 0. */
export function exitCode(summary: Summary, limits: ExitLimits, incomplete: boolean): number {
  if (incomplete) return exitCodes.failed;
  if (limits.exitZero) return exitCodes.clean;
  return tooMany(summary, limits) ? exitCodes.findings : exitCodes.clean;
}

function tooMany(
  { findings, undecided }: Summary,
  { failOn, failOnUndecided, maxWarnings }: ExitLimits,
): boolean {
  if (findings.error > 0 || findings.warning > maxWarnings) return true;
  if (failOnUndecided && undecided > 0) return true;
  if (failOn === 'error') return false;
  return findings.warning > 0 || (failOn === 'info' && findings.info > 0);
}
