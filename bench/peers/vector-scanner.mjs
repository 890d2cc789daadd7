/** prvcheck's vector scanner alone, with what claims are read from. */
import { machine, VectorScanner } from '../data/inside.mjs';
import { countSegments } from './count-segments.mjs';

const WANTED = ['BHT', 'HL', 'PRV', 'NM1', 'N4', 'SBR', 'CLM', 'DTP', 'ISA', 'GS', 'ST', 'SE', 'GE', 'IEA'];

await countSegments(new VectorScanner(machine(), WANTED));
