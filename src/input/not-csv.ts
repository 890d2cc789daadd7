import { isPacked } from '../registry/packed/layout';
import { latin1 } from '../values/ascii';

/** The first bytes of a file, and the same as text, one character a byte. */
interface Head {
  readonly bytes: Uint8Array;
  readonly text: string;
}

interface Disguise {
  readonly looksSo: (head: Head) => boolean;
  readonly advice: string;
}

const saveAsCsv = 'Open it in the spreadsheet program and save it as "CSV UTF-8".';
const saveAsWorkbook =
  'Open it in the spreadsheet program and save it as an Excel workbook (.xlsx), or as "CSV UTF-8".';

const zipMagic = 'PK\x03\x04';

/** File types that people pass instead of a CSV, recognized by their first bytes. */
const disguises: readonly Disguise[] = [
  {
    looksSo: ({ text }) => text.startsWith(zipMagic) && text.includes('opendocument.spreadsheet'),
    advice: `it is an OpenDocument spreadsheet (.ods). ${saveAsWorkbook}`,
  },
  {
    looksSo: ({ text }) => text.startsWith(zipMagic) && /\bIndex\/|Index\.zip/.test(text),
    advice:
      'it is a Numbers spreadsheet. In Numbers, choose File, Export To, Excel, and use that .xlsx file.',
  },
  { looksSo: isZip, advice: 'it is a ZIP file. Unzip it, and give the file that was in it.' },
  { looksSo: startsWith(zipMagic), advice: `it is an Excel workbook or a ZIP file. ${saveAsCsv}` },
  {
    looksSo: startsWith('\xd0\xcf\x11\xe0'),
    advice: `it is an old Excel workbook (.xls), or one with a password. ${saveAsWorkbook}`,
  },
  { looksSo: startsWith('%PDF'), advice: 'it is a PDF. Get the list as a CSV or Excel file instead.' },
  { looksSo: startsWith('\x1f\x8b'), advice: 'it is compressed (gzip). Unpack it first.' },
  {
    looksSo: ({ bytes }) => isPacked(bytes),
    advice: 'it is a compiled registry. Give the CSV that it was made from.',
  },
  { looksSo: isX12, advice: 'it is an X12 file. Were two file names swapped?' },
  { looksSo: isHtml, advice: `it is a web page. ${saveAsCsv}` },
  { looksSo: ({ bytes }) => utf16Of(bytes) !== null, advice: `its text is encoded as UTF-16. ${saveAsCsv}` },
];

/** Characters that are examined. */
const headLength = 4096;

/** Why a file that begins like this cannot be a CSV, and what to do; null if it may be one. */
export function whyNotCsv(bytes: Uint8Array): string | null {
  const head = { bytes, text: latin1(bytes.subarray(0, headLength)) };
  return disguises.find((disguise) => disguise.looksSo(head))?.advice ?? null;
}

/** Why a file that contains such bytes anywhere cannot be text; null if it may be. */
export function whyNotText(bytes: Uint8Array): string | null {
  return bytes.includes(0) ? `it is a binary file. ${saveAsCsv}` : null;
}

function startsWith(magic: string): (head: Head) => boolean {
  return ({ text }) => text.startsWith(magic);
}

/** Names of the first file in a workbook, which is a ZIP file too. */
const inWorkbooks = /^(?:\[Content_Types\]|_rels\/|docProps\/|xl\/|mimetype)/;

function isZip({ bytes, text }: Head): boolean {
  if (!text.startsWith(zipMagic) || bytes.length < 31) return false;
  const name = text.slice(30, 30 + bytes[26]! + 256 * bytes[27]!);
  return name !== '' && !inWorkbooks.test(name);
}

function isX12({ text }: Head): boolean {
  return /^(?:\xef\xbb\xbf)?\s*ISA[^A-Za-z0-9\s]/.test(text);
}

function isHtml({ text }: Head): boolean {
  return /^(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|body|table|\?xml)\b/i.test(text.slice(0, 200));
}

/** The encoding of a UTF-16 text: by its byte order mark, or if every other byte of the first dozen is a NUL. */
export function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const start = [...bytes.subarray(0, 12)];
  if (start.length < 12) return null;
  const isZeroAt = (half: number) => start.every((byte, i) => (i % 2 === half) === (byte === 0));
  if (isZeroAt(1)) return 'utf-16le';
  return isZeroAt(0) ? 'utf-16be' : null;
}
