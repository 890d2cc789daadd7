/** prvcheck's vector scanner alone, with what claims are read from. */
import { kindsOfSegments, machine, VectorScanner } from '../data/inside.mjs';
import { countSegments } from './count-segments.mjs';

await countSegments(new VectorScanner(machine(), kindsOfSegments(false)));
