import { isPacked } from '../registry/layout';

interface Disguise {
  readonly looksSo: (head: Buffer) => boolean;
  readonly advice: string;
}

const saveAsCsv = 'Open it in the spreadsheet program and save it as "CSV UTF-8".';

const zipMagic = 'PK\x03\x04';

/** What people hand over in place of a CSV, told by its first bytes. */
const disguises: readonly Disguise[] = [
  { looksSo: isZip, advice: 'it is a ZIP file. Unzip it, and give the CSV file that was in it.' },
  { looksSo: startsWith(zipMagic), advice: `it is an Excel workbook or a ZIP file. ${saveAsCsv}` },
  { looksSo: startsWith('\xd0\xcf\x11\xe0'), advice: `it is an Excel workbook. ${saveAsCsv}` },
  { looksSo: startsWith('%PDF'), advice: 'it is a PDF. Get the list as a CSV file instead.' },
  { looksSo: startsWith('\x1f\x8b'), advice: 'it is compressed (gzip). Unpack it first.' },
  { looksSo: isPacked, advice: 'it is a compiled registry. Give the CSV that it was made from.' },
  { looksSo: isX12, advice: 'it is an X12 file. Were two file names swapped?' },
  { looksSo: isHtml, advice: `it is a web page. ${saveAsCsv}` },
  { looksSo: isUtf16, advice: `its text is encoded as UTF-16. ${saveAsCsv}` },
  { looksSo: (head) => head.includes(0), advice: `it is a binary file. ${saveAsCsv}` },
];

/** Why a file that begins so cannot be a CSV, and what to do; null where it may be one. */
export function whyNotCsv(head: Uint8Array): string | null {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  return disguises.find((disguise) => disguise.looksSo(bytes))?.advice ?? null;
}

function startsWith(magic: string): (head: Buffer) => boolean {
  return (head) => head.subarray(0, magic.length).toString('latin1') === magic;
}

/** What the first file in a workbook is called, which is a ZIP file too. */
const inWorkbooks = /^(?:\[Content_Types\]|_rels\/|docProps\/|xl\/|mimetype)/;

function isZip(head: Buffer): boolean {
  if (!startsWith(zipMagic)(head) || head.length < 31) return false;
  const name = head.toString('latin1', 30, 30 + head.readUInt16LE(26));
  return name !== '' && !inWorkbooks.test(name);
}

function isX12(head: Buffer): boolean {
  return /^(?:\xef\xbb\xbf)?\s*ISA[^A-Za-z0-9\s]/.test(head.toString('latin1'));
}

function isHtml(head: Buffer): boolean {
  return /^(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|body|table|\?xml)\b/i.test(
    head.toString('latin1', 0, 200),
  );
}

/** A byte order mark, or every other byte of the first dozen a NUL. */
function isUtf16(head: Buffer): boolean {
  if (startsWith('\xff\xfe')(head) || startsWith('\xfe\xff')(head)) return true;
  const start = [...head.subarray(0, 12)];
  return (
    start.length === 12 && [0, 1].some((half) => start.every((byte, i) => (i % 2 === half) === (byte === 0)))
  );
}
