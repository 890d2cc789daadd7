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

const zipMagic = 'PK\x03\x04';

/** File types that people pass instead of a CSV, recognized by their first bytes. */
const disguises: readonly Disguise[] = [
  { looksSo: isZip, advice: 'it is a ZIP file. Unzip it, and give the CSV file that was in it.' },
  { looksSo: startsWith(zipMagic), advice: `it is an Excel workbook or a ZIP file. ${saveAsCsv}` },
  { looksSo: startsWith('\xd0\xcf\x11\xe0'), advice: `it is an Excel workbook. ${saveAsCsv}` },
  { looksSo: startsWith('%PDF'), advice: 'it is a PDF. Get the list as a CSV file instead.' },
  { looksSo: startsWith('\x1f\x8b'), advice: 'it is compressed (gzip). Unpack it first.' },
  {
    looksSo: ({ bytes }) => isPacked(bytes),
    advice: 'it is a compiled registry. Give the CSV that it was made from.',
  },
  { looksSo: isX12, advice: 'it is an X12 file. Were two file names swapped?' },
  { looksSo: isHtml, advice: `it is a web page. ${saveAsCsv}` },
  { looksSo: isUtf16, advice: `its text is encoded as UTF-16. ${saveAsCsv}` },
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

/** A byte order mark, or every other byte of the first dozen a NUL. */
function isUtf16({ bytes, text }: Head): boolean {
  if (text.startsWith('\xff\xfe') || text.startsWith('\xfe\xff')) return true;
  const start = [...bytes.subarray(0, 12)];
  return (
    start.length === 12 && [0, 1].some((half) => start.every((byte, i) => (i % 2 === half) === (byte === 0)))
  );
}
