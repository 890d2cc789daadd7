import { expect, test } from 'vitest';
import { providerTypeName } from '../../src/registry/provider-types';
import { formats } from '../../src/report';

test('formats are known by name', () => {
  expect(formats).toEqual(['text', 'json', 'ndjson', 'csv', 'html', 'sarif', 'junit']);
});

test('provider types have names for people, and the unconfirmed ones none', () => {
  expect(providerTypeName('64')).toBe('physician, individual');
  expect(providerTypeName('829')).toBe('clinical social worker, group');
  expect(['02', '54', '80', '85', '87', '88', 'toString'].map(providerTypeName)).toEqual(Array(7).fill(null));
});
