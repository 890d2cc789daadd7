import { describe, expect, it } from 'vitest';
import { checkBytes, type Policy } from '../../src/index';
import {
  billing,
  bytesOf,
  claim,
  findingsOf,
  header,
  interchange,
  registryOf,
  rulesOf,
  simpleFile,
  subscriber,
} from '../build';

describe('the policy', () => {
  it('sets severities and turns rules off', () => {
    expect(findingsOf(simpleFile(), { severity: { 'taxonomy-missing': 'info' } })[0]!.severity).toBe('info');
    expect(rulesOf(simpleFile(), { severity: { 'taxonomy-missing': 'off' } })).toEqual([]);
  });

  it('that is misspelt is refused, not taken for another', () => {
    const misspelt = [
      { require: 'ALWAYS' },
      { severity: { 'taxonomy-missing': 'Error' } },
    ] as unknown as object[];
    for (const policy of misspelt) expect(() => rulesOf(simpleFile(), policy)).toThrow(TypeError);
  });

  it('flagged and chargesAtRisk follow the severities', () => {
    const check = (severity: Policy['severity']) =>
      checkBytes(bytesOf(simpleFile()), {
        registry: registryOf([{ medicaidId: '1' }, { medicaidId: '2' }]),
        policy: { severity },
      }).summary;
    expect(check({})).toMatchObject({ claims: 1, flagged: 1, chargesAtRisk: '150.25' });
    expect(check({ 'taxonomy-missing': 'warning' })).toMatchObject({
      claims: 1,
      flagged: 0,
      chargesAtRisk: '0.00',
    });
  });

  const scope = (policy: object, payer = 'KYMEDICAID', version = '005010X222A1') => {
    const body = [...header, ...billing(), ...subscriber({ payer }), ...claim()];
    const { summary } = checkBytes(bytesOf(interchange({ body, version })), {
      registry: registryOf([{ medicaidId: '1' }, { medicaidId: '2' }]),
      policy,
    });
    return [summary.claims, summary.outOfScope, summary.flagged];
  };

  it('leaves claims of other payers out of scope, never those whose payer is unknown', () => {
    expect(scope({ payers: [{ id: 'KYMEDICAID' }] })).toEqual([1, 0, 1]);
    expect(scope({ payers: [{ id: '128KY' }, { id: '61101' }] })).toEqual([1, 1, 0]);
    expect(scope({ payers: [{ id: '128KY' }] }, '')).toEqual([1, 0, 1]);
    expect(scope({ payers: [{ id: '128KY' }] }, 'KYMEDICAID', '005010X298')).toEqual([1, 0, 1]);
  });

  it('never leaves out a claim whose patient hangs on no subscriber: its payer is unknown', () => {
    const body = [...header, ...billing(), ...subscriber(), 'HL*3*9*23*0', 'NM1*QC*1*DOE*JOE', ...claim()];
    const options = {
      registry: registryOf([{ medicaidId: '1' }, { medicaidId: '2' }]),
      policy: { payers: [{ id: '128KY' }] },
    };
    const { summary } = checkBytes(bytesOf(interchange({ body })), options);
    expect([summary.outOfScope, summary.flagged]).toEqual([0, 1]);
  });

  it('leaves claims to other receivers out of scope', () => {
    expect(scope({ receivers: ['KYMEDICAID'] })).toEqual([1, 0, 1]);
    expect(scope({ receivers: ['OTHER'] })).toEqual([1, 1, 0]);
  });
});

describe('charges', () => {
  it('add up exactly', () => {
    const amounts = ['0.1', '0.2', '1000000000000000.01', '.05', '7', '-1', '', 'abc', '1e5'];
    const claims = amounts.flatMap((charge, index) => claim({ id: `C${index}`, charge }));
    const body = [...header, ...billing(), ...subscriber(), ...claims];
    const { summary } = checkBytes(bytesOf(interchange({ body })), {
      registry: registryOf([{ medicaidId: '1' }, { medicaidId: '2' }]),
    });
    expect(summary.flagged).toBe(amounts.length);
    expect(summary.chargesAtRisk).toBe('1000000000000006.36');
  });
});
