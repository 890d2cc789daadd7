import { read277ca } from '../../../../enrollment/answers/read-answers';
import { answersKind } from './answers';

export const import277ca = answersKind({
  kind: '277ca',
  answer: 'claim acknowledgement',
  set: 'claim acknowledgement (277CA, 005010X214)',
  fileNames: /\.277(?:ca)?(?:\.[^./]*)?$/i,
  read: read277ca,
});
