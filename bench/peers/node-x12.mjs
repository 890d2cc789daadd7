/** node-x12, whole string at once: its streaming parser miscounts. */
import { readFileSync } from 'node:fs';
import x12 from 'node-x12';
import { peer } from './peer.mjs';

await peer((path) => {
  const interchange = new x12.X12Parser(true).parse(readFileSync(path, 'latin1'));
  let segments = 2;
  let claims = 0;
  for (const group of interchange.functionalGroups) {
    segments += 2;
    for (const transaction of group.transactions) {
      segments += 2 + transaction.segments.length;
      for (const segment of transaction.segments) if (segment.tag === 'CLM') claims += 1;
    }
  }
  return { segments, claims };
});
