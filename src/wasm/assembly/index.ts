export { find, forget, remember, since, until } from './loops';
export {
  ASKS,
  BILLING_HL,
  FOUND,
  KEY,
  KEY_BYTES,
  MOST_TERMS,
  OTHER_KEY,
  PASSED,
  PASSED_SLOTS,
  RECORD,
  SLICE,
  SLICE_BYTES,
  WINDOW,
  WINDOW_BYTES,
} from './memory';
export { reached, resume, scan, taken } from './scan';
export { claims, empties, ownClaims, skim } from './skim';
