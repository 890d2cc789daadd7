import type { Verdict } from '../check/verdict';
import type { Claim } from '../claim/claim';
import type { Outcome } from '../finding';
import { type ElementFault, elementFaults, providersOf } from '../rules/taxonomy';
import type { Guide } from '../x12/guide';
import type { Segment } from '../x12/segment';
import type { SetContext } from '../x12/segment-listener';
import { EnvelopeAnswer } from './envelope-answer';
import type { LevelFaults } from './faults';
import { type PrvFault, prvFaultsOf } from './prv-fault';
import { type Group, groupOf, gsOf, isaOf, routeOf } from './route';
import { InterchangeWriter, segment } from './segments';
import { cutText, longest, unknown } from './values';

const VERSION = '005010X231A1';

/** AK9 and IK5 have room for five codes each, and numbers for six digits. */
const MOST_CODES = 5;
const MOST_SETS = 999_999;

/** Results of the sets of a group: sets with errors are rejected, those with warnings are noted. */
interface Answers {
  noted: number;
  rejected: number;
}

/**
 * The 999 (005010X231A1): a set for each group that is one of claims or contains an 837, and in it a loop for each 837
 * and each set that should be one. It covers the envelope, PRV in loop 2000A, and PRV of other providers that the
 * settings ask about: missing data is not a syntax error, and what was not checked is accepted.
 */
export class GroupAnswer extends EnvelopeAnswer {
  private answers: Answers = { noted: 0, rejected: 0 };
  private writer: InterchangeWriter | null = null;
  private isAnswering = false;
  private setFaults: LevelFaults | null = null;
  /** Where the last reported PRV of a billing loop is: many claims share one. */
  private billingPrv: number | null = null;

  openGroup(gs: Segment): void {
    this.faults.openGroup();
    this.group = groupOf(gs);
    if (this.group.functionalId === CLAIMS) this.answerGroup(this.group);
  }

  openSet({ transaction, guides }: SetContext, type: string): void {
    this.setFaults = this.faults.openSet();
    this.billingPrv = null;
    if (this.group === null) return;
    if (!this.isAnswering) this.answerGroup(this.group);
    const control = cutText(transaction!, longest.setControl).padStart(4, '0');
    const convention = guideText(guides[1], longest.convention);
    this.writer!.add(segment('AK2', /^\d{3}$/.test(type) ? type : '837', control, convention));
  }

  claim(_claim: Claim, _outcome: Outcome, verdict: Verdict | null): void {
    for (const fault of prvFaultsOf(verdict)) {
      this.setFaults!.add(fault.severity, SEGMENT_IN_ERROR);
      if (this.group !== null) this.answerPrv(fault, verdict!.given.version);
    }
  }

  closeSet(se: Segment | null): void {
    const { worst, codes } = this.faults.close('set', se !== null)!;
    if (this.group === null) return;
    const sorted = [...codes].sort().slice(0, MOST_CODES);
    if (worst !== null) this.answers[worst === 'error' ? 'rejected' : 'noted']++;
    this.writer!.add(segment('IK5', worst === null ? 'A' : worst === 'error' ? 'R' : 'E', ...sorted));
  }

  closeGroup(ge: Segment | null, sets: number): void {
    const faults = this.faults.close('group', ge !== null)!;
    if (this.isAnswering) {
      const code = groupCode(this.answers, faults, sets);
      const accepted = code === 'R' ? 0 : sets - this.answers.rejected;
      const stated = ge?.text(1).trim() ?? '';
      const numbers = [/^\d{1,6}$/.test(stated) ? Number(stated) : sets, sets, accepted];
      const counts = numbers.map((number) => String(Math.min(number, MOST_SETS)));
      this.writer!.add(segment('AK9', code, ...counts, ...[...faults.codes].sort().slice(0, MOST_CODES)));
      this.writer!.closeSet();
    }
    this.group = null;
    this.isAnswering = false;
  }

  closeInterchange(): void {
    this.writer?.close();
    this.writer = null;
  }

  private answerPrv({ prv, role, kind }: PrvFault, version: Guide['version']): void {
    const { offset, segment: number } = prv.position;
    if (role === 'billing' && this.billingPrv === offset) return;
    if (role === 'billing') this.billingPrv = offset;
    this.writer!.add(segment('IK3', 'PRV', String(number), '', prvCodes[kind]));
    if (kind !== 'malformed') return;
    for (const fault of elementFaults(prv, providersOf(role, version), version))
      this.writer!.add(elementText(fault));
  }

  private answerGroup(group: Group): void {
    const route = routeOf(this.header!, group, this.options);
    this.writer ??= new InterchangeWriter(isaOf(route, this.controls.take(this.header!)), this.text);
    if (!this.writer.isGroupOpen) this.writer.openGroup(gsOf(route, 'FA'), VERSION);
    this.writer.openSet('999', VERSION);
    const version = guideText(group.version, longest.version) || unknown;
    this.writer.add(segment('AK1', CLAIMS, numberText(group.control), version));
    this.answers = { noted: 0, rejected: 0 };
    this.isAnswering = true;
  }
}

/** GS01 of claims. */
const CLAIMS = 'HC';

/** IK502. */
const SEGMENT_IN_ERROR = '5';

/** IK304: wrong position, more than the guide allows, invalid element. */
const prvCodes = { misplaced: '7', second: '5', malformed: '8' } as const;

/**
 * AK901: accepted, accepted with errors noted, partially accepted, or rejected; a group with an error is rejected with
 * everything in it. Sets that are not 837s are counted but not checked.
 */
function groupCode({ noted, rejected }: Answers, faults: LevelFaults, sets: number): 'A' | 'E' | 'P' | 'R' {
  if (faults.worst === 'error' || (rejected === sets && sets > 0)) return 'R';
  if (rejected > 0) return 'P';
  return noted > 0 || faults.worst === 'warning' ? 'E' : 'A';
}

/** A group control number has up to nine digits. */
function numberText(control: string): string {
  return control.replace(/\D/g, '').slice(0, 9) || '0';
}

/** A valid guide code; '' for anything else, since a broken file may contain any text here, such as a name. */
function guideText(code: string, most: number): string {
  const text = cutText(code, most);
  return /^[0-9A-Z]*$/.test(text) ? text : '';
}

/** Data element numbers of PRV01 to PRV03. */
const elementNumbers = { PRV01: '1221', PRV02: '128', PRV03: '127' } as const;

/** IK4 of an invalid element of a PRV: 1 for a missing one, 7 for an invalid code. */
function elementText({ element, found }: ElementFault): string {
  const position = String(Number(element.slice(3)));
  return segment('IK4', position, elementNumbers[element], found.trim() === '' ? '1' : '7');
}
