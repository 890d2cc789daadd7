/** prvcheck's vector scanner alone, with what claims are read from. */
import { machine, passedIds, VectorScanner } from '../data/inside.mjs';
import { countSegments } from './count-segments.mjs';

await countSegments(new VectorScanner(machine(), passedIds(false)));
