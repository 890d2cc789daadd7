import type { Summary } from '../finding';
import type { CheckSettings } from './settings';

export const exitCodes = { clean: 0, findings: 1, failed: 2 } as const;

type Limits = Pick<CheckSettings, 'failOn' | 'maxWarnings' | 'exitZero'>;

/** What a finished run answers. Work that was not done is never 0. */
export function exitCode(summary: Summary, limits: Limits, incomplete: boolean): number {
  if (incomplete) return exitCodes.failed;
  if (limits.exitZero) return exitCodes.clean;
  return tooMany(summary, limits) ? exitCodes.findings : exitCodes.clean;
}

function tooMany({ findings }: Summary, { failOn, maxWarnings }: Limits): boolean {
  if (findings.error > 0 || findings.warning > maxWarnings) return true;
  if (failOn === 'error') return false;
  return findings.warning > 0 || (failOn === 'info' && findings.info > 0);
}
