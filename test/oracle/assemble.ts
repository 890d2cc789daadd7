/** Puts a file model together as bytes: envelopes, counts, and then whatever went wrong on the way. */

import { damaged } from './damage';
import type { FileModel, Interchange, InterchangeDirt } from './model';
import { bytesOf, hasData } from './read';
import { type Pen, type Segment, writeClaimSet, writeOtherSet } from './write';

export function assemble(file: FileModel): Uint8Array {
  const nextClaim = { number: 1 };
  let text = file.between[0] ?? '';
  for (const [index, interchange] of file.interchanges.entries()) {
    const gap = file.between[index + 1] ?? '';
    text += writeInterchange(interchange, index + 1, nextClaim);
    // Without an IEA whatever follows would still stand inside the interchange.
    text += isLeftOpen(interchange) ? '\n' : gap;
  }
  if (file.trimmed) text = text.replace(/[ \t\r\n]+$/, '');
  if (file.cutAt !== null) text = text.slice(0, Math.floor(text.length * file.cutAt));
  return bytesOf(text);
}

function isLeftOpen({ dirt }: Interchange): boolean {
  return dirt.faults.some(({ trailer, what }) => trailer === 'IEA' && what === 'missing');
}

function writeInterchange(interchange: Interchange, number: number, nextClaim: Pen['nextClaim']): string {
  const { delimiters, dirt, nested } = interchange;
  const control = `${number}`.padStart(9, '0');
  const body = spoil(seal(withExtras(writeGroups(interchange, control, nextClaim), dirt)), dirt);
  const newline = /[\r\n]/.test(delimiters.terminator);
  const written = damaged(body, dirt.damages, delimiters).map((line, index) => {
    const empty = dirt.empties > 0 && index % dirt.empties === 0 ? delimiters.terminator : '';
    const lineEnd = dirt.lineEnds[index % dirt.lineEnds.length] ?? '';
    return (newline ? line.replace(/[\r\n]+/g, ' ') : line) + delimiters.terminator + empty + lineEnd;
  });
  written.unshift(writeHeader(interchange, control) + delimiters.terminator + (dirt.lineEnds[0] ?? ''));
  if (nested !== null) {
    const at = 1 + (nested.at % (written.length - 1));
    written.splice(at, 0, writeInterchange(nested.interchange, 900 + number, nextClaim));
  }
  return dirt.wrap === null ? written.join('') : wrap(written.join(''), dirt.wrap);
}

function writeHeader(interchange: Interchange, control: string): string {
  const { delimiters, groups, receiver, dirt } = interchange;
  const old = groups[0]?.gs08.startsWith('004010') === true;
  const elements = [
    'ISA',
    '00',
    ' '.repeat(10),
    '00',
    ' '.repeat(10),
    'ZZ',
    'SENDER'.padEnd(15 + dirt.isaWidth),
  ];
  elements.push('ZZ', receiver.padEnd(15), '260115', '1200', old ? 'U' : delimiters.repetition);
  elements.push(old ? '00401' : '00501', control, '0', 'P', delimiters.component);
  return elements.join(delimiters.element);
}

/** Everything after the ISA, with SE01 still to be counted. */
function writeGroups(interchange: Interchange, control: string, nextClaim: Pen['nextClaim']): Segment[] {
  const out: Segment[] = [];
  if (interchange.acknowledgement) out.push(['TA1', '000000001', '260114', '1200', 'A', '000']);
  const pen: Pen = { delimiters: interchange.delimiters, nextClaim };
  for (const [index, { gs01, gs08, receiver, sets }] of interchange.groups.entries()) {
    const own = `${index + 1}`;
    out.push(['GS', gs01, 'SENDER', receiver, '20260115', '1200', own, 'X', gs08]);
    for (const [position, set] of sets.entries()) {
      const transaction = `${position + 1}`.padStart(4, '0');
      const is = set.is === 'claims' ? set.st01 : set.is;
      out.push(['ST', is, transaction, ...(set.st03 === '' ? [] : [set.st03])]);
      out.push(...(set.is === 'claims' ? writeClaimSet(set, pen) : writeOtherSet(set)));
      out.push(['SE', '0', transaction]);
    }
    out.push(['GE', `${sets.length}`, own]);
  }
  out.push(['IEA', `${interchange.groups.length}`, control]);
  return out;
}

/** Puts the extra segments into sets, where SE01 will count them, and outside of them. */
function withExtras(segments: readonly Segment[], { extras }: InterchangeDirt): Segment[] {
  const out = [...segments];
  for (const { at, inSet, segment } of extras) {
    const places = [...out.keys()].filter((index) => {
      const before = out.slice(0, index).filter(isEnvelope).at(-1);
      return (before?.[0] === 'ST') === inSet;
    });
    out.splice(places[at % places.length]!, 0, segment);
  }
  return out;
}

function isEnvelope(segment: Segment): boolean {
  return ['GS', 'ST', 'SE', 'GE', 'IEA'].includes(segment[0]!) && hasData(segment);
}

/** Fills in SE01. */
function seal(segments: readonly Segment[]): Segment[] {
  let start = 0;
  return segments.map((segment, index) => {
    if (!hasData(segment)) return segment;
    if (segment[0] === 'ST') start = index;
    return segment[0] === 'SE' ? ['SE', `${index - start + 1}`, segment[2]!] : segment;
  });
}

/** Takes trailers away or falsifies them. */
function spoil(segments: readonly Segment[], { faults }: InterchangeDirt): Segment[] {
  const out = [...segments];
  for (const { trailer, what, which } of faults) {
    const places = [...out.keys()].filter((index) => out[index]![0] === trailer && hasData(out[index]!));
    const place = places[which % places.length];
    if (place === undefined) continue;
    const [tag, count, control] = out[place]!;
    if (what === 'missing') out.splice(place, 1);
    if (what === 'count') out[place] = [tag!, `${Number(count) + 3}`, control!];
    if (what === 'control') out[place] = [tag!, count!, `9${control}`];
  }
  return out;
}

/** Cuts a stream into lines of so many columns, the first of which has already `from` characters in it. */
function wrap(text: string, { columns, newline, from }: NonNullable<InterchangeDirt['wrap']>): string {
  let out = '';
  for (const [index, character] of [...text].entries()) {
    if (index > 0 && (index + from) % columns === 0) out += newline;
    out += character;
  }
  return `${out}${newline}`;
}
