export { find, forget, remember, since, until } from './loops';
export {
  ASKS,
  BILLING_HL,
  FOUND,
  KEY,
  KEY_BYTES,
  KINDS,
  KINDS_SLOTS,
  MOST_TERMS,
  OTHER_KEY,
  PLACE,
  PLACES,
  RECORD,
  SLICE,
  SLICE_BYTES,
  WINDOW,
  WINDOW_BYTES,
} from './memory';
export { locate, located, passed } from './places';
export { reached, resume, scan, taken } from './scan';
export { claims, ownClaims, segments, skim } from './skim';
