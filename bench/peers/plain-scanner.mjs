/** prvcheck's plain scanner alone, in the bundle that the runner made of src. */
import { plainScanner } from '../data/inside.mjs';
import { countSegments } from './count-segments.mjs';

await countSegments(plainScanner());
