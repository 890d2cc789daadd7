import { describe, expect, it } from 'vitest';

const { notesOf }: { notesOf(changelog: string, tag?: string): string } = await import(
  new URL('../../src/release/notes.mjs', import.meta.url).href
);

const changelog =
  '# Changelog\n\n## Unreleased\n\nNew.\n\n## 0.2.0 (2026-11-27)\n\n### Two\n\n- b\n\n## 0.1.0\n\n- a\n';

describe('the notes of a release', () => {
  it.each([
    [undefined, 'New.\n'],
    ['v0.2.0', '### Two\n\n- b\n'],
    ['v0.1.0', '- a\n'],
  ])('of %s are its section of the changelog', (tag, notes) => {
    expect(notesOf(changelog, tag)).toBe(notes);
  });

  it('are missing where the changelog says nothing of the version', () => {
    expect(() => notesOf(changelog, 'v0.2')).toThrow('the changelog has no section 0.2');
  });
});
