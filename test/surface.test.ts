import { describe, expect, expectTypeOf, it } from 'vitest';
import { exports as entries } from '../package.json';
import type { ClaimFinding, EnvelopeFinding, Finding } from '../src/index';
import * as core from '../src/index';
import * as node from '../src/node';

/** Types are pinned too: src/API.md shows them all, and test/docs.test.ts compares it with what is built. */
describe('the public surface', () => {
  it('has these entries', () => {
    expect(Object.keys(entries)).toEqual(['.', './node', './finding.schema.json', './package.json']);
  });

  it('of prvcheck', () => {
    expect(Object.keys(core).sort()).toMatchInlineSnapshot(`
      [
        "RegistryError",
        "RegistryReader",
        "RepairError",
        "acknowledge",
        "addSummaries",
        "auditRegistry",
        "check",
        "checkBytes",
        "createChecker",
        "defaultPolicy",
        "emptySummary",
        "isPrvcheckError",
        "providerTypeName",
        "readAnswers",
        "registryFromBytes",
        "registryFromRows",
        "repair",
        "resolveEnrollment",
        "ruleById",
        "rules",
        "validatePolicy",
      ]
    `);
  });

  it('of prvcheck/node', () => {
    expect(Object.keys(node).sort()).toMatchInlineSnapshot(`
      [
        "InputError",
        "RegistryError",
        "loadRegistry",
        "loadTaxonomyCodes",
        "openFile",
        "openUnpacked",
        "registryFromBytes",
      ]
    `);
  });

  it('finding.rule narrows', () => {
    const narrow = (finding: Finding) => {
      if (finding.rule === 'taxonomy-missing') {
        expectTypeOf(finding).toEqualTypeOf<ClaimFinding>();
        return finding.claim.id;
      }
      if (finding.rule === 'x12-truncated') expectTypeOf(finding).toEqualTypeOf<EnvelopeFinding>();
      return null;
    };
    expect(narrow).toBeTypeOf('function');
  });
});
