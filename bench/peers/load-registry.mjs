/** A registry, CSV or compiled, until it is ready; the claims are not touched. */
import { loadRegistry } from '../../dist/node.js';
import { peer } from './peer.mjs';

await peer(async (_, path) => {
  let reports = 0;
  const onProgress = () => {
    reports += 1;
  };
  const { rows } = await loadRegistry(path, { onProgress });
  return { rows, figures: { reports } };
});
