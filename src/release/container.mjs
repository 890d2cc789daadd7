/**
 * The Containerfile of a release, whose base cannot change any more.
 * @param {string} containerfile that of the repository
 * @param {string} base with its digest: NAME@sha256:…
 */
export function withDigest(containerfile, base) {
  if (!/^[a-z][\w.:/-]*@sha256:[0-9a-f]{64}$/.test(base))
    throw new Error(`no image with its digest: ${base}`);
  const [before, after, ...more] = containerfile.split(/^(?:# NODE: .*\n)+ARG NODE=.*$/m);
  if (after === undefined || more.length > 0)
    throw new Error('the Containerfile has no one place for its base');
  return `${before}ARG NODE=${base}${after}`;
}
