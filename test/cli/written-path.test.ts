import { describe, expect, it } from 'vitest';
import { childPath } from '../../src/cli/output/written-path';

describe('paths as the user writes them', () => {
  it.each([
    ['C:\\claims', 'a.837', 'C:\\claims\\a.837'],
    ['C:\\claims\\', 'a.837', 'C:\\claims\\a.837'],
    ['C:/claims', 'a.837', 'C:/claims/a.837'],
    ['claims', 'a.837', 'claims\\a.837'],
  ])('on Windows: %s and %s', (parent, name, path) => {
    expect(childPath(parent, name, '\\')).toBe(path);
  });

  it('elsewhere a backslash is a letter', () => {
    expect(childPath('odd\\name', 'a.837', '/')).toBe('odd\\name/a.837');
  });
});
