import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runProgram } from '../../src/cli/program';
import { UsageError } from '../../src/cli/usage-error';
import { rules } from '../../src/index';
import { base, check, clean, folder, registryCsv, run, runProcess } from './run';

describe.concurrent('usage', () => {
  it.each([
    [['check', 'a', '--regstry', 'r'], 'Unknown option --regstry. Did you mean --registry?'],
    [['check', 'a', '-x'], 'Unknown option -x.'],
    [['check', 'a', '--constructor=1'], 'Unknown option --constructor.'],
    [['check', 'a', '--no-registry'], 'Unknown option --no-registry.'],
    [['check', 'a', '--registry'], '--registry needs a value.'],
    [['check', 'a', '--registry', '--quiet'], '--registry needs a value.'],
    [['check', 'a', '--payer='], '--payer needs a value.'],
    [['check', 'a', '--payer', ''], '--payer needs a value.'],
    [['check', 'a', '--registry', 'r', '--registry', 's'], '--registry can be given once only.'],
    [['check', 'a', '--match=yes'], '--match takes no value'],
    [['check', 'a', '--registry', 'r', '--max-warnings', 'many'], '--max-warnings needs a whole number'],
    [['check', 'a', '--registry', 'r', '--require', 'bth'], '--require cannot be "bth". Did you mean both?'],
    [['check', 'a', '--registry', 'r', '--fail-on', 'off'], '--fail-on cannot be "off".'],
    [['check', 'a', '--registry', 'r', '--columns', 'npi'], '--columns needs NAME=VALUE, not "npi".'],
    [
      ['check', 'a', '--registry', 'r', '--severity', 'taxonomy-mising=off'],
      'Did you mean taxonomy-missing?',
    ],
    [['check', 'a', '--registry', 'r', '--severity', 'npi-invalid=eror'], 'Did you mean error?'],
    [['chekc', 'a'], 'Unknown command "chekc". Did you mean check?'],
    [['claims'], 'Unknown command "claims". To check files: prvcheck check PATHS --registry FILE'],
    [['-'], 'Unknown command "-".'],
    [['--quiet'], 'No command given.'],
    [['rules', 'npi-invalid'], '"prvcheck rules" cannot use "npi-invalid".'],
    [['explain'], 'Name a rule'],
    [['explain', 'npi-invalit'], 'There is no rule "npi-invalit". Did you mean npi-invalid?'],
  ])('%j is refused with words', async (args, message) => {
    const refusal = await runProgram(args).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(UsageError);
    expect((refusal as UsageError).message).toContain(message);
  });

  it('what is refused is told on stderr, exit code 2', async () => {
    const ran = await run(['check', 'a', '--regstry', 'r'], { cwd: base });
    const err = 'prvcheck: Unknown option --regstry. Did you mean --registry?\n';
    expect(ran).toEqual({ code: 2, out: '', err });
  });

  it('a fault of our own is one line that asks for a report', async () => {
    const broken = '--import=data:text/javascript,process.cwd=()=>{boom()}';
    const args = [...check, 'a'];
    const ran = await runProcess(args, { cwd: base, env: { NODE_OPTIONS: broken } });
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toMatch(
      /^prvcheck: failed: boom is not defined\. This is our fault, please report it .*\n$/,
    );
    const debug = await runProcess(args, { cwd: base, env: { NODE_OPTIONS: broken, PRVCHECK_DEBUG: '1' } });
    expect(debug.err).toContain('    at ');
  });

  it('without a command: the help on stderr, exit code 2', async () => {
    const ran = await run([], { cwd: base });
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain('prvcheck check [paths..]');
  });

  it('--help is grouped, with examples and the exit codes', async () => {
    const ran = await run(['check', '--help'], { cwd: base, env: { LANG: 'fr_FR.UTF-8' } });
    expect(ran).toMatchObject({ code: 0, err: '' });
    for (const title of ['Registry:', 'Rules:', 'Report:', 'Exit code:', 'Examples:', 'Exit codes:']) {
      expect(ran.out).toContain(`\n${title}\n`);
    }
  });

  it.each([[], ['check'], ['rules'], ['explain']])(
    '%j --help is ASCII, one column a character',
    async (...command) => {
      const { out } = await run([...command, '--help'], { cwd: base });
      expect(out).toMatch(/^[\n\x20-\x7e]{200,}$/);
    },
  );

  it('--version', async () => {
    const { version } = JSON.parse(readFileSync(resolve(import.meta.dirname, '../../package.json'), 'utf8'));
    expect(await run(['--version'], { cwd: base })).toEqual({ code: 0, out: `${version}\n`, err: '' });
  });

  it('rules lists every rule, explain says more of one', async () => {
    const { out } = await run(['rules'], { cwd: base });
    expect(out.match(/^[a-z0-9]+(-[a-z0-9]+)+ +(error|warning|info|off)/gm)).toHaveLength(rules.length);
    const explained = await run(['explain', 'taxonomy-missing'], { cwd: base });
    const unknown = await run(['explain', 'taxonomy-unknown'], { cwd: base });
    expect(unknown.out.replaceAll(/\s+/g, ' ')).toContain('The list is the file given with --nucc.');
    expect(explained.out).toMatch(/^taxonomy-missing \(error\)\n.*\nWhy\n.*\nWhat to do\n.*A6:145:85/s);
  });

  it('completion powershell prints one for PowerShell, whose empty word is a blank', async () => {
    const script = await run(['completion', 'powershell'], { cwd: base });
    expect(script).toMatchObject({ code: 0, err: '' });
    expect(script.out).toContain('Register-ArgumentCompleter -Native -CommandName prvcheck');
    const words = await run(['--get-yargs-completions', 'prvcheck', 'registry', ' '], { cwd: base });
    expect(words.out.split('\n')).toContain('compile');
  });

  it('completion prints a script that works', async () => {
    const script = await run(['completion'], { cwd: base, env: { SHELL: '/bin/bash' } });
    expect(script).toMatchObject({ code: 0, err: '' });
    expect(script.out).toContain('--get-yargs-completions');
    const words = await run(['--get-yargs-completions', 'prvcheck', 'check', '--'], { cwd: base });
    expect(words.out).toContain('--registry');
    const below = ['--get-yargs-completions', './dist/cli/main.js', 'registry', 'show', '--'];
    expect((await run(below, { cwd: base })).out).toContain('--taxonomy');
  });

  it('flags may come before the command', async () => {
    const cwd = folder({ 'a.837': clean, fix: registryCsv });
    for (const args of [
      ['--registry', 'fix', 'check', 'a.837', '--quiet'],
      ['--registry=fix', '--format', 'csv', 'check', 'a.837', '--quiet'],
      ['--quiet', 'check', 'a.837', '--registry', 'fix'],
    ]) {
      expect(await run(args, { cwd })).toMatchObject({ code: 0, err: '' });
    }
  });
});
