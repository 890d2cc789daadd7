import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { showDates } from '../../src/values/show-dates';

describe('dates as people read them', () => {
  it.each([
    ['ended 2025-12-31', 'ended 12/31/2025'],
    ['2026-01-05 to 2026-01-10', '01/05/2026 to 01/10/2026'],
    ['It expired on 2026-01-31.', 'It expired on 01/31/2026.'],
    ['license (2026-01-31), renewed', 'license (01/31/2026), renewed'],
  ])('%s', (iso, us) => {
    expect(showDates(iso, 'us')).toBe(us);
    expect(showDates(iso, 'iso')).toBe(iso);
  });

  it.each([
    'claims-2026-01-31.837',
    'in/2026-01-31/a.837',
    'C:\\2026-01-31',
    '2026-01-31.csv',
    'A2026-01-31',
    '2026-01-311',
  ])('leaves the name %s', (name) =>
    expect(showDates(`Read ${name} again`, 'us')).toBe(`Read ${name} again`),
  );

  it('never changes how long a line is', () => {
    const part = fc.constantFrom('2026-01-31', ' ', 'a', '.', '/', '-', '(', '2026', '1');
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const text = parts.join('');
        expect(showDates(text, 'us')).toHaveLength(text.length);
      }),
    );
  });
});
