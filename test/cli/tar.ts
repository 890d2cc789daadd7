/** Writes tars by hand, those from before there was a mark too. */

export interface TarEntry {
  readonly name: string;
  readonly data: string | Uint8Array;
}

export type TarKind = 'posix' | 'gnu' | 'old';

const marks: Readonly<Record<TarKind, string>> = { posix: 'ustar\x0000', gnu: 'ustar  \0', old: '' };

export function tar(entries: readonly TarEntry[], kind: TarKind = 'posix'): Buffer {
  const parts = entries.flatMap(({ name, data }) => {
    const bytes = Buffer.from(data);
    const content = Buffer.alloc(Math.ceil(bytes.length / 512) * 512);
    bytes.copy(content);
    return [header(name, bytes.length, marks[kind]), content];
  });
  return Buffer.concat([...parts, Buffer.alloc(1024)]);
}

function header(name: string, size: number, mark: string): Buffer {
  const bytes = Buffer.alloc(512);
  const octal = (value: number, digits: number) => value.toString(8).padStart(digits, '0');
  bytes.write(name, 0);
  for (const at of [100, 108, 116]) bytes.write(`${octal(0o644, 7)}\0`, at);
  bytes.write(`${octal(size, 11)}\0${octal(0, 11)}\0`, 124);
  bytes.write('        0', 148);
  bytes.write(mark, 257, 'latin1');
  const sum = bytes.reduce((all, byte) => all + byte, 0);
  bytes.write(`${octal(sum, 6)}\0 `, 148);
  return bytes;
}
