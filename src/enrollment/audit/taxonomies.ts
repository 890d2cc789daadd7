import { isRequired, reasonsOf } from '../../rules/case';
import { isTaxonomy } from '../../rules/taxonomy';
import { grouped, type KindText, medicaidIdOf, type Remark, type Subject, someOf } from './question';

const CODES_SHOWN = 6;

const kinds = {
  'taxonomy-not-listed': {
    severity: 'error',
    title: 'Add the taxonomies that the registry lacks',
    hint: 'Claims of these NPIs need a taxonomy, and the registry does not say which one: a row without any matches every code, so nothing tells a right code from a wrong one. Copy the taxonomies from the partner portal.',
  },
  'taxonomy-malformed': {
    severity: 'warning',
    title: 'Correct taxonomies that match no claim',
    hint: 'A taxonomy code has ten capital letters and digits.',
  },
  'taxonomy-not-listed-single': {
    severity: 'info',
    title: 'Enrollments without a taxonomy, where none is needed now',
    hint: 'The NPI has one Medicaid ID and one provider type: claims need no taxonomy. Add it all the same: a second enrollment would make it needed.',
  },
} satisfies Record<string, KindText>;

function* ask({ current, active }: Subject): Generator<Remark<keyof typeof kinds>> {
  const without = current.filter((row) => row.taxonomies.length === 0);
  if (without.length > 0) {
    const required = isRequired('either', reasonsOf(active));
    for (const medicaidId of grouped(without, medicaidIdOf).keys()) {
      yield {
        kind: required ? 'taxonomy-not-listed' : 'taxonomy-not-listed-single',
        medicaidIds: [medicaidId],
        message: 'The registry lists no taxonomy.',
      };
    }
  }
  const malformed = current.filter((row) => !row.taxonomies.every(isTaxonomy));
  for (const [medicaidId, rows] of grouped(malformed, medicaidIdOf)) {
    const codes = new Set(rows.flatMap((row) => row.taxonomies.filter((code) => !isTaxonomy(code))));
    const shown = [...codes].map((code) => `"${code.slice(0, 20)}"`);
    yield {
      kind: 'taxonomy-malformed',
      medicaidIds: [medicaidId],
      message: `${someOf(shown, CODES_SHOWN)} ${codes.size === 1 ? 'is' : 'are'} not ten letters or digits.`,
    };
  }
}

export const taxonomies = { kinds, ask };
