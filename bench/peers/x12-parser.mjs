/** x12-parser (npm), streaming, by the events that its README shows. */
import { createReadStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { X12parser } from 'x12-parser';
import { peer } from './peer.mjs';

await peer(async (path) => {
  let segments = 0;
  let claims = 0;
  const parsed = createReadStream(path).pipe(new X12parser());
  parsed.on('data', ({ name }) => {
    if (name !== '') segments += 1;
    if (name === 'CLM') claims += 1;
  });
  await finished(parsed);
  return { segments, claims };
});
