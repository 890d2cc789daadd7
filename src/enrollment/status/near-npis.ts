import type { Registry } from '../../registry/registry';

/** The registered NPIs that differ in one digit, or by a swap of two adjacent digits; ascending. */
export function nearNpis(registry: Registry, npi: string): string[] {
  const candidates = new Set<string>();
  for (let place = 0; place < npi.length; place++) {
    for (let digit = 0; digit < 10; digit++) candidates.add(replaced(npi, place, String(digit)));
    candidates.add(
      replaced(
        npi,
        place,
        npi
          .slice(place, place + 2)
          .split('')
          .reverse()
          .join(''),
      ),
    );
  }
  candidates.delete(npi);
  return [...candidates].filter((candidate) => registry.enrollments(candidate).length > 0).sort();
}

function replaced(text: string, at: number, by: string): string {
  return text.slice(0, at) + by + text.slice(at + by.length);
}
