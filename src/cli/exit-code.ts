import type { Summary } from '../finding';
import type { ExitLimits } from './settings/settings';

export const exitCodes = { clean: 0, findings: 1, failed: 2 } as const;

/** What a finished run answers. Work that was not done is never 0. */
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
