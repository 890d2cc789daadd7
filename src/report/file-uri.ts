/** The separator of folders in file names: a backslash on Windows; elsewhere a backslash is part of a name. */
export type Separator = '/' | '\\';

/**
 * The URI reference of a file, percent-encoded: relative, unless the user wrote an absolute path. A file in an archive
 * keeps its name, `march.zip!/week1/a.837`.
 */
export function fileUri(name: string, separator: Separator): string {
  const path = separator === '/' ? name : name.replaceAll('\\', '/');
  const segments = path.split('/').filter((segment) => segment !== '' && segment !== '.');
  const encoded = segments.map(encode).join('/');
  if (separator === '\\' && path.startsWith('//')) return `file://${encoded}`; // the first part is the machine
  if (separator === '\\' && /^[a-z]:\//i.test(path)) return `file:///${encoded.replace('%3A', ':')}`;
  return path.startsWith('/') ? `file:///${encoded}` : encoded;
}

function encode(segment: string): string {
  return encodeURIComponent(segment.replace(/\p{Cs}/gu, '\ufffd'));
}
