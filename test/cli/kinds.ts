import { gzipSync } from 'node:zlib';
import { billing, claim, interchange, subscriber } from '../build';
import { zip } from './zip';

/** A claim file larger than what is read at once, with claims of its own, some of them flagged. */
function claimFile(name: string): string {
  const body = Array.from({ length: 2500 }, (_, n) => {
    const hl = 2 * n + 1;
    const prv = n % 9 === 0 ? [] : ['PRV*BI*PXC*207Q00000X'];
    return [
      ...billing({ hl: `${hl}`, prv }),
      ...subscriber({ hl: `${hl + 1}`, parent: `${hl}` }),
      ...claim({ id: `${name}-${n}` }),
    ];
  });
  return interchange({ body: body.flat() })
    .map((segment) => `${segment}~\n`)
    .join('');
}

/** What each is packed in. */
export const names = [
  'plain',
  'packed',
  'stored 1',
  'deflated 1',
  'stored 2',
  'deflated 2',
  'stored 3',
  'stdin',
];
/** The claim files by their names. */
export const contents = new Map(names.map((name) => [name, claimFile(name)]));
const members = names.filter((name) => /\d/.test(name));
/** Inputs of every kind, in the folder `in`; stdin aside. */
export const files = {
  'in/plain.837': contents.get('plain')!,
  'in/packed.837.gz': gzipSync(contents.get('packed')!),
  'in/members.zip': zip(
    members.map((name) => ({
      name: `${name}.837`,
      data: contents.get(name)!,
      method: name.startsWith('stored') ? 0 : 8,
    })),
  ),
};
