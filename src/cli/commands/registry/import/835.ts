import { read835 } from '../../../../enrollment/answers/read-answers';
import { answersKind } from './answers';

export const import835 = answersKind({
  kind: '835',
  answer: 'remittance',
  set: 'remittance (835)',
  fileNames: /\.(?:835|era)(?:\.[^./]*)?$/i,
  read: read835,
});
