import type { KindText, Remark, Subject } from './question';

const kinds = {
  'second-enrollment-possible': {
    severity: 'info',
    title: 'Watch for a second enrollment of these NPIs',
    hint: 'Their provider type may start a second enrollment while this one runs. From the day it starts, claims need a taxonomy: add it to the registry before, with the taxonomies of both.',
  },
} satisfies Record<string, KindText>;

/** Which types may start a second enrollment of a type while the first one runs (DOMAIN.md §2). */
const startedBy: readonly (readonly [second: string, types: RegExp])[] = [
  ['03', /^66$/],
  ['31', /^(35|52|6[02357]|7[0478]|8[0-578]|95)$/],
  ['35', /^(31|52|6[02357]|7[0478]|8[0-578]|95)$/],
  ['76', /^(79|87|88)$/],
];

function* ask({ active }: Subject): Generator<Remark<keyof typeof kinds>> {
  const [first, ...more] = active;
  if (first === undefined) return;
  const { medicaidId, providerType } = first;
  if (more.some((row) => row.medicaidId !== medicaidId || row.providerType !== providerType)) return;
  const seconds = startedBy.filter(([, types]) => types.test(providerType)).map(([second]) => second);
  if (seconds.length === 0) return;
  const message = `Beside provider type ${providerType} one of these may start: ${seconds.join(', ')}.`;
  yield { kind: 'second-enrollment-possible', medicaidIds: [medicaidId], message };
}

export const secondEnrollment = { kinds, ask };
