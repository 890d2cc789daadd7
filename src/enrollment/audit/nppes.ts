import type { NppesProvider } from '../../registry/nppes';
import { isTaxonomy } from '../../rules/taxonomy';
import { grouped, type KindText, medicaidIdOf, type Remark, type Subject, someOf } from './question';

const CODES_SHOWN = 6;

const kinds = {
  'npi-deactivated': {
    severity: 'error',
    title: 'Find out about NPIs that are deactivated in NPPES',
    hint: 'Payers reject claims under a deactivated NPI. If the provider still bills, it is to be reactivated in NPPES; if not, end its rows.',
  },
  'npi-not-in-nppes': {
    severity: 'warning',
    title: 'Look up NPIs that NPPES does not have',
    hint: 'The NPI is mistyped, or NPPES issued it after this file was made. A weekly file of NPPES has only what changed in that week: use the monthly one.',
  },
  'taxonomy-not-in-nppes': {
    severity: 'warning',
    title: 'Have NPPES and the enrollment list the same taxonomies',
    hint: 'The partner portal verifies each NPI and taxonomy against NPPES, and a pair that NPPES lacks stops the application. See in the portal whether the code is right; then correct the registry, or have the provider add it in NPPES.',
  },
} satisfies Record<string, KindText>;

type Kind = keyof typeof kinds;

/** @param providers by NPI */
function question(providers: ReadonlyMap<string, NppesProvider>) {
  return {
    *ask({ npi, current }: Subject): Generator<Remark<Kind>> {
      if (current.length === 0) return;
      const provider = providers.get(npi);
      const medicaidIds = [...grouped(current, medicaidIdOf).keys()];
      if (provider === undefined) {
        yield { kind: 'npi-not-in-nppes', medicaidIds, message: 'NPPES does not have the NPI.' };
        return;
      }
      const { deactivated: date, taxonomies } = provider;
      if (date !== null) {
        yield { kind: 'npi-deactivated', medicaidIds, message: `NPPES deactivated the NPI on ${date}.` };
        return; // NPPES no longer shows its taxonomies
      }
      for (const [medicaidId, rows] of grouped(current, medicaidIdOf)) {
        const codes = new Set(rows.flatMap((row) => row.taxonomies));
        const absent = [...codes].filter((code) => isTaxonomy(code) && !taxonomies.includes(code));
        if (absent.length === 0) continue;
        const message = `NPPES does not list ${someOf(absent, CODES_SHOWN)}.`;
        yield { kind: 'taxonomy-not-in-nppes', medicaidIds: [medicaidId], message };
      }
    },
  };
}

export const nppes = { kinds, question };
