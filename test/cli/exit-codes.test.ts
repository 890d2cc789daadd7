import { describe, expect, it } from 'vitest';
import { exitCodes } from '../../src/cli/exit-code';
import { clean, flagged, folder, run, warned, x12 } from './run';

it('there are three exit codes', () => {
  expect(exitCodes).toEqual({ clean: 0, findings: 1, failed: 2 });
});

describe.concurrent('exit code', () => {
  const check = ['check', '--registry', 'registry.csv'];
  // The claim that is warned of is undecided too; that of the other file is not.
  const decided = x12(['PCN5'], { prv: '163W00000X' });
  const files = {
    ...{ 'clean.837': clean, 'flagged.837': flagged, 'warned.837': warned, 'decided.837': decided },
    'bad.csv': 'npi\n',
  };
  const silent = ['--severity', 'npi-unregistered=off'];

  it.each<[code: number, args: readonly string[]]>([
    [0, [...check, 'clean.837']],
    [0, [...check, 'warned.837']],
    [0, [...check, 'flagged.837', '--exit-zero']],
    [0, [...check, 'clean.837', '--fail-on', 'undecided']],
    [0, [...check, 'decided.837', '--fail-on', 'undecided']],
    [0, [...check, 'warned.837', '--fail-on', 'undecided', '--exit-zero']],
    [0, [...check, 'warned.837', '--fail-on', 'undecided', '--payer', 'OTHER']],
    [0, [...check, 'warned.837', '--fail-on', 'warning', ...silent]],
    [0, ['--help']],
    [0, ['check', '--help']],
    [0, ['--version']],
    [0, ['rules']],
    [0, ['explain', 'npi-invalid']],
    [0, ['registry', 'compile', 'registry.csv', '-o', 'registry.prvx']],
    [1, [...check, 'flagged.837']],
    [1, [...check, 'clean.837', 'flagged.837']],
    [1, [...check, 'warned.837', '--fail-on', 'warning']],
    [1, [...check, 'warned.837', '--max-warnings', '0']],
    [1, [...check, 'warned.837', '--fail-on', 'undecided']],
    [1, [...check, 'warned.837', '--fail-on', 'undecided', ...silent]],
    [1, [...check, 'warned.837', '--fail-on', 'warning,undecided', ...silent]],
    [1, [...check, 'flagged.837', '--fail-on', 'undecided']],
    [1, [...check, 'decided.837', '--fail-on', 'undecided, warning']],
    [1, [...check, 'warned.837', '--fail-on', 'undecided', '--out', 'out']],
    [1, [...check, 'warned.837', '--fail-on', 'undecided', '--out', 'out', ...silent]],
    [0, [...check, 'warned.837', '--out', 'out', ...silent]],
    [2, []],
    [2, ['chekc']],
    [2, [...check, 'clean.837', '--nonsense']],
    [2, [...check, 'clean.837', '--fail-on', 'undecide']],
    [2, [...check, 'clean.837', '--fail-on', 'error,']],
    [2, [...check, 'warned.837', 'absent.837', '--fail-on', 'undecided']],
    [2, [...check, 'absent.837']],
    [2, [...check, 'flagged.837', 'absent.837']],
    [2, [...check, 'flagged.837', 'absent.837', '--exit-zero']],
    [2, [...check, 'clean.837', '--format', 'csv:absent/report.csv']],
    [2, ['check', 'clean.837', '--registry', 'absent.csv']],
    [2, ['check', 'clean.837', '--registry', 'bad.csv']],
    [2, ['registry', 'compile', 'bad.csv', '-o', 'registry.prvx']],
    [2, ['explain', 'nonsense']],
  ])('%i: prvcheck %j', async (code, args) => {
    expect((await run(args, { cwd: folder(files) })).code).toBe(code);
  });
});
