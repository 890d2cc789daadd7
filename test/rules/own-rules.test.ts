import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addSummaries,
  type ClaimVerdict,
  checkBytes,
  createChecker,
  isPrvcheckError,
  type OwnCase,
  type OwnRule,
  type OwnStatement,
  validatePolicy,
} from '../../src/index';
import { createReport, formats } from '../../src/report';
import { billing, bytesOf, claim, header, interchange, registryOf, simpleFile, subscriber } from '../build';
import { cleanFile, file, policy, registryRows } from '../oracle/generate';
import { registryOf as oracleRegistry } from '../oracle/registry';
import { loadPlain } from '../plain';
import { runs } from '../runs';

const { plain } = await loadPlain();

const registry = registryOf([{ medicaidId: '7100000001', providerType: '64', taxonomy: '207Q00000X' }]);
const texts = { title: 'Ours', why: 'So.', fix: 'Do.', snip: 7, acknowledgement: null } as const;

function ruleOf(check: OwnRule['check'], id: OwnRule['id'] = 'own-rule'): OwnRule {
  return { id, severity: 'warning', ...texts, check };
}

const found = ({ loop }: OwnCase): OwnStatement => ({
  message: `NPI ${loop.npi} is looked at.`,
  hint: 'Look at it.',
  loop: '2010AA',
  position: loop.namePosition ?? loop.position,
});
const always = ruleOf(found);
const bytes = bytesOf(simpleFile());

describe('a rule of the caller', () => {
  it('makes findings, verdicts and counts as ours do', () => {
    const { findings, verdicts, summary } = checkBytes(bytes, { registry, rules: [always], verdicts: true });
    expect(findings).toMatchObject([
      { rule: 'own-rule', severity: 'warning', loop: '2010AA', message: 'NPI 1234567893 is looked at.' },
    ]);
    expect(verdicts).toMatchObject([{ outcome: 'warned', rules: ['own-rule'] }]);
    expect(summary).toMatchObject({ flagged: 0, findings: { warning: 1 }, rules: { 'own-rule': 1 } });
    expect(addSummaries(summary, summary).rules).toEqual({ 'own-rule': 2 });
  });

  it('has the severity of the statement, and before that of the policy', () => {
    const severe = ruleOf((given) => ({ ...found(given), severity: 'error' }));
    const severityOf = (setting?: 'off' | 'info') => {
      const policy = setting === undefined ? {} : { severity: { 'own-rule': setting } as const };
      return checkBytes(bytes, { registry, policy, rules: [severe] }).findings.map(
        ({ severity }) => severity,
      );
    };
    expect([severityOf(), severityOf('info'), severityOf('off')]).toEqual([['error'], ['info'], []]);
    const check = checkBytes(bytes, { registry, rules: [severe], details: true });
    expect(check.findings[0]!.details).toMatchObject({ role: 'billing', element: null, candidates: [] });
  });

  it('is frozen, sees a frozen case, and nothing of it that may differ among claims that share a result', () => {
    let seen: OwnCase | null = null;
    const prv = ['PRV*BI*ZZ*207Q00000X**MORE'];
    const rule = {
      ...ruleOf((given) => {
        seen = given;
        return null;
      }),
    };
    const checker = createChecker({ registry, rules: [rule] });
    rule.check = found;
    const { findings } = checker.checkBytes(bytesOf(simpleFile({ prv })));
    expect(findings.map((finding) => finding.rule)).toEqual(['taxonomy-malformed']);
    const { loop, enrollments } = seen! as OwnCase;
    expect(Object.keys(loop).sort()).toEqual([
      'misplacedPrv',
      'namePosition',
      'npi',
      'position',
      'prv',
      'strayNumbers',
      'zip',
    ]);
    expect(Object.keys(loop.prv!).sort()).toEqual(['code', 'position', 'provider', 'qualifier', 'second']);
    expect(seen).not.toHaveProperty('since');
    for (const part of [seen, loop, loop.prv, loop.position, enrollments])
      expect(Object.isFrozen(part)).toBe(true);
  });

  it('that throws, or returns no statement, ends the check with an error that names it', () => {
    const errorOf = (check: unknown) => {
      try {
        checkBytes(bytes, { registry, rules: [ruleOf(check as OwnRule['check'])] });
      } catch (error) {
        return error as Error;
      }
      throw new Error('no error');
    };
    const cause = new Error('a mistake');
    const thrown = errorOf(() => {
      throw cause;
    });
    expect(thrown).toMatchObject({
      message: 'own-rule threw: a mistake',
      cause,
      code: 'PRVCHECK_RULE_FAILED',
    });
    expect(isPrvcheckError(thrown)).toBe(true);
    expect(errorOf(() => undefined).message).toBe('own-rule: its result is undefined and must be an object');
    expect(errorOf(async () => null).message).toContain('a Promise');
    expect(errorOf((given: OwnCase) => ({ ...found(given), loop: '2300' })).message).toContain(
      '2000A, 2010AA',
    );
    expect(errorOf((given: OwnCase) => ({ ...found(given), position: null })).message).toContain('position');
  });

  it('is refused if it is none, named twice or not as ours; so is a severity for a rule that is not there', () => {
    const refused =
      (rules: unknown, policy: object = {}) =>
      () =>
        createChecker({ registry, policy, rules: rules as OwnRule[] });
    expect(refused([{ ...always, id: 'taxonomy-missing' }])).toThrow(
      'options.rules[0].id is "taxonomy-missing" and must be an id such as own-rule',
    );
    expect(refused([{ ...always, id: 'own-' }])).toThrow(TypeError);
    expect(refused([{ ...always, check: undefined }])).toThrow('options.rules[0].check is undefined');
    expect(refused([{ ...always, sev: 'error' }])).toThrow('unknown key "sev"');
    expect(refused([always, always])).toThrow('options.rules has own-rule twice');
    expect(refused('own-rule')).toThrow('options.rules is "own-rule" and must be an array');
    const severity = { 'own-rule': 'off' };
    expect(refused([], { severity })).toThrow('own-rule');
    expect(refused([always], { severity })).not.toThrow();
    expect(validatePolicy({ severity })).toHaveLength(1);
    expect(validatePolicy({ severity }, [always])).toEqual([]);
  });

  it('may check another file without disturbing the check that it is called by', () => {
    let inner = 0;
    fc.assert(
      fc.property(cleanFile(), file(), registryRows(), (outer, other, rows) => {
        const enrollments = oracleRegistry(rows);
        const check = (rule: OwnRule) =>
          checkBytes(outer, { registry: enrollments, rules: [rule], verdicts: true });
        const alone = checkBytes(other, { registry: enrollments });
        const busy = ruleOf(() => {
          inner++;
          expect(checkBytes(other, { registry: enrollments })).toEqual(alone);
          return null;
        });
        expect(check(busy)).toEqual(check(ruleOf(() => null)));
      }),
      { numRuns: runs(60) },
    );
    expect(inner).toBeGreaterThan(60);
  });

  it('crashes no report', () => {
    const { findings, summary } = checkBytes(bytes, {
      registry,
      rules: [ruleOf((given) => ({ ...found(given), severity: 'error' }))],
      file: 'a.837',
    });
    for (const format of formats.filter((one) => one !== 'html')) {
      const report = createReport(format, {});
      const text = [
        report.begin(),
        ...findings.map((finding) => report.finding(finding)),
        report.endFile('a.837', summary, null),
        report.end(summary),
      ].join('');
      expect(text).toContain('own-rule');
    }
  });
});

describe('with rules of the caller, claims are skipped only where nothing can be found', () => {
  /** Each objects by another part of the case. */
  const rules: readonly OwnRule[] = [
    ruleOf((given) => (Number(given.from?.slice(-2)) % 2 === 0 ? found(given) : null), 'own-even-day'),
    ruleOf(
      (given) => (given.active.length > 1 && given.to! > '2026-01-10' ? found(given) : null),
      'own-late',
    ),
    ruleOf((given) => (given.loop.zip?.startsWith('402') ? found(given) : null), 'own-zip'),
    ruleOf(
      (given) => (given.taxonomy.state === 'valid' && given.required ? found(given) : null),
      'own-valid',
    ),
  ];

  it('as where all segments are looked at', () => {
    let own = 0;
    fc.assert(
      fc.property(file(), policy(), registryRows(), (bytes, settings, rows) => {
        const options = { registry: oracleRegistry(rows), policy: settings, rules } as const;
        const fast = checkBytes(bytes, options);
        expect(fast).toEqual(plain.checkBytes(bytes, { ...options, verdicts: false }));
        own += fast.findings.filter(({ rule }) => rule.startsWith('own-')).length;
      }),
      { numRuns: runs(100) },
    );
    expect(own).toBeGreaterThan(100);
  });

  it('by days too, though claims of a loop else share a result', () => {
    let [odd, even] = [0, 0];
    fc.assert(
      fc.property(cleanFile(), registryRows(), (bytes, rows) => {
        const options = { registry: oracleRegistry(rows), rules: [rules[0]!], verdicts: true } as const;
        const { verdicts, summary } = checkBytes(bytes, options);
        const isEven = ({ serviceFrom }: ClaimVerdict) => Number(serviceFrom?.slice(-2)) % 2 === 0;
        const isDated = ({ serviceFrom, rules }: ClaimVerdict) =>
          serviceFrom !== null && !rules.includes('service-date-unreadable');
        for (const verdict of verdicts.filter(isDated)) {
          expect(verdict.rules.includes('own-even-day')).toBe(isEven(verdict));
          if (isEven(verdict)) even++;
          else odd++;
        }
        // Skipping or not.
        expect(checkBytes(bytes, { ...options, verdicts: false }).summary).toEqual(summary);
      }),
      { numRuns: runs(100) },
    );
    expect(Math.min(odd, even)).toBeGreaterThan(20);
  });

  it('by payers too, whose claims are else skipped alike', () => {
    const payers = [{ id: 'KYMEDICAID' }, { id: '128KY' }];
    const rule = ruleOf((given) => (given.payer?.id === '128KY' ? found(given) : null));
    const body = [
      ...header,
      ...Array.from({ length: 40 }, (_, n) => [
        ...billing({ hl: String(2 * n + 1) }),
        ...subscriber({ hl: String(2 * n + 2), parent: String(2 * n + 1), payer: payers[n % 2]!.id }),
        ...claim({ id: `PCN${n}` }),
      ]).flat(),
    ];
    const options = { registry, policy: { payers }, rules: [rule] } as const;
    const { summary } = checkBytes(bytesOf(interchange({ body })), options);
    expect(summary).toMatchObject({ claims: 40, rules: { 'own-rule': 20 } });
  });

  it('of one loop with claims on many days', () => {
    const days = Array.from({ length: 28 }, (_, n) => `202602${String(n + 1).padStart(2, '0')}`);
    const body = [
      ...header,
      ...billing(),
      ...subscriber(),
      ...Array.from({ length: 20 }, () => days.flatMap((date) => claim({ date }))).flat(),
    ];
    const { summary } = checkBytes(bytesOf(interchange({ body })), { registry, rules: [rules[0]!] });
    expect(summary).toMatchObject({ claims: 560, rules: { 'own-even-day': 280 } });
  });
});
