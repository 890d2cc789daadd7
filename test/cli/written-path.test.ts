import { describe, expect, it } from 'vitest';
import { childPath, rootOf } from '../../src/cli/output/written-path';

describe('paths as the user writes them', () => {
  it.each([
    ['C:\\claims', 'a.837', 'C:\\claims\\a.837'],
    ['C:\\claims\\', 'a.837', 'C:\\claims\\a.837'],
    ['C:/claims', 'a.837', 'C:/claims/a.837'],
    ['claims', 'a.837', 'claims\\a.837'],
    ['C:', 'a.837', 'C:a.837'],
  ])('on Windows: %s and %s', (parent, name, path) => {
    expect(childPath(parent, name, '\\')).toBe(path);
  });

  it.each([
    ['\\\\server\\share\\dir\\*.837', '\\\\server\\share\\'],
    ['//server/share/*.837', '//server/share/'],
    ['\\\\?\\C:\\claims\\*.837', '\\\\?\\C:\\'],
    ['\\\\?\\UNC\\server\\share\\*.837', '\\\\?\\UNC\\server\\share\\'],
    ['C:*.837', 'C:'],
    ['claims\\*.837', ''],
  ])('on Windows the drive or share of %s is no pattern', (path, root) => {
    expect(rootOf(path, '\\')).toBe(root);
  });

  it('elsewhere a backslash is a letter', () => {
    expect(childPath('odd\\name', 'a.837', '/')).toBe('odd\\name/a.837');
  });
});
