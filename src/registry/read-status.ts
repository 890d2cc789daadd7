import { quoted } from './cell-value';
import { plain } from './columns';

const active: ReadonlySet<string> = /* @__PURE__ */ new Set([
  '',
  'active',
  'enrolled',
  'approved',
  'open',
  'current',
]);
const ended: ReadonlySet<string> = /* @__PURE__ */ new Set([
  'inactive',
  'notactive',
  'terminated',
  'ended',
  'closed',
  'denied',
  'withdrawn',
  'deactivated',
  'disenrolled',
]);

/** Whether the status of an enrollment says that it is active, or what is wrong with it. */
export function readStatus(cell: string): boolean | string {
  if (cell === '') return true;
  const word = plain(cell);
  if (active.has(word)) return true;
  if (ended.has(word)) return false;
  return `its status ${quoted(cell)} is neither active nor ended; write Active or Terminated, or leave the cell empty`;
}
