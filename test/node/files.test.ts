import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { InputError, loadRegistry, loadTaxonomyCodes, openFile, RegistryError } from '../../src/node';

const folder = mkdtempSync(join(tmpdir(), 'prvcheck node '));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
function file(content: string | Uint8Array, name = `file ${++files}.csv`): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** The message of the error that a load ends with, its path left out. */
async function refusal(
  path: string,
  load: (path: string) => Promise<unknown> = loadRegistry,
): Promise<string> {
  const error = await load(path).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(InputError);
  return (error as InputError).message.replaceAll(path, 'FILE');
}

const header = 'npi,medicaid_id,provider_type,taxonomy,name';
const row = '1234567893,7100000001,64,207Q00000X,RIVER CITY CLINIC';

describe('openFile', () => {
  it('gives the bytes in order and in chunks', async () => {
    const bytes = Uint8Array.from({ length: 2_500_000 }, (_, i) => i % 251);
    const parts: Uint8Array[] = [];
    for await (const chunk of openFile(file(bytes))) parts.push(chunk);
    expect(parts.length).toBeGreaterThan(2);
    expect(Buffer.concat(parts).equals(bytes)).toBe(true);
  });

  it('gives nothing for an empty file', async () => {
    for await (const _ of openFile(file(''))) expect.unreachable();
  });

  it('lets the reader stop early', async () => {
    const path = file('x'.repeat(10));
    for await (const _ of openFile(path)) break;
    rmSync(path);
  });

  it.each([
    ['a missing file', join(folder, 'missing.837'), 'it does not exist'],
    ['a folder', folder, 'it is a folder, not a file'],
    ['a path under a file', join(file('x', 'plain'), 'below'), 'a part of its path is a file, not a folder'],
  ])('refuses %s', async (_, path, reason) => {
    const reading = (async () => {
      for await (const chunk of openFile(path)) expect(chunk).toBeUndefined();
    })();
    await expect(reading).rejects.toBeInstanceOf(InputError);
    await expect(reading).rejects.toMatchObject({
      message: `cannot read ${path}: ${reason}.`,
      code: 'PRVCHECK_UNREADABLE_FILE',
      cause: { syscall: expect.any(String) },
    });
  });
});

describe('loadRegistry', () => {
  it('reads a registry', async () => {
    const registry = await loadRegistry(file(`${header}\n${row}\n`));
    expect(registry.rows).toBe(1);
    expect(registry.enrollments('1234567893')).toMatchObject([
      { medicaidId: '7100000001', providerType: '64', taxonomies: ['207Q00000X'], name: 'RIVER CITY CLINIC' },
    ]);
  });

  it.each([
    ['semicolons', ';'],
    ['tabs', '\t'],
    ['pipes', '|'],
  ])('finds the delimiter: %s', async (_, delimiter) => {
    const text = `${header}\n${row}\n`.replaceAll(',', delimiter);
    expect((await loadRegistry(file(text))).enrollments('1234567893')).toHaveLength(1);
  });

  it.each([',', ';', '\t'])('takes the delimiter from a first line sep=%j', async (delimiter) => {
    const rows = [header, row, '', ',72,64,,'].join('\r\n').replaceAll(',', delimiter);
    const path = file(`\uFEFFsep=${delimiter}\r\n${rows}`);
    const error = await loadRegistry(path).catch((reason: unknown) => reason);
    expect((error as RegistryError).problems.map(({ line }) => line)).toEqual([5]);
    expect((await loadRegistry(path, { skipBadRows: true })).enrollments('1234567893')).toHaveLength(1);
  });

  it('takes it from there also where another stands more often', async () => {
    const text = 'SEP=;\nnpi;medicaid_id;provider_type;a,b,c,d,e\n1234567893;71;64;\n';
    expect((await loadRegistry(file(text))).rows).toBe(1);
  });

  it('does not count delimiters inside quotes', async () => {
    const text = '"npi; the, billing, one, of, ours";medicaid_id;provider_type\n1234567893;71;64\n';
    const columns = { npi: 'npi; the, billing, one, of, ours' };
    expect((await loadRegistry(file(text), { columns })).rows).toBe(1);
  });

  it.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('takes lines that end in %s, the last one too when nothing ends it', async (_, end) => {
    const registry = await loadRegistry(file([header, row, row.replace('01,', '02,')].join(end)));
    expect(registry.rows).toBe(2);
  });

  it('passes over a byte order mark and blank lines', async () => {
    const registry = await loadRegistry(file(`\uFEFF\n\n${header}\n\n${row}\n,,,,\n\n`));
    expect(registry.rows).toBe(1);
  });

  it('reads UTF-8, and what spreadsheets on Windows write', async () => {
    const name = (encoding: BufferEncoding) =>
      loadRegistry(file(Buffer.from(`${header}\n1234567893,71,64,,PEÑA\n`, encoding))).then(
        (registry) => registry.enrollments('1234567893')[0]?.name,
      );
    expect(await name('utf8')).toBe('PEÑA');
    expect(await name('latin1')).toBe('PEÑA');
  });

  it('keeps quotes, delimiters and line breaks inside quotes', async () => {
    const registry = await loadRegistry(file(`${header}\n1234567893,71,64,,"RIVER, ""CITY""\r\nCLINIC"\n`));
    expect(registry.enrollments('1234567893')[0]?.name).toBe('RIVER, "CITY"\nCLINIC');
  });

  it('names the line on which a bad row begins, quoted line breaks counted', async () => {
    const text = [header, '1234567893,71,64,,"one', 'two', 'three"', '', ',72,64,,', row].join('\r\n');
    const error = await loadRegistry(file(text)).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(RegistryError);
    expect((error as RegistryError).problems.map(({ line }) => line)).toEqual([6]);
  });

  it('leaves bad rows out when told to', async () => {
    const registry = await loadRegistry(file(`${header}\n,72,64,,\n${row}\n`), { skipBadRows: true });
    expect(registry.rows).toBe(1);
    expect(registry.skippedRows).toHaveLength(1);
  });

  it('tells its progress', async () => {
    const rows = Array.from({ length: 2500 }, (_, i) => `1234567893,${7_100_000_000 + i},64,,`);
    const seen: number[] = [];
    const registry = await loadRegistry(file([header, ...rows].join('\n')), {
      onProgress: (count) => seen.push(count),
    });
    expect(registry.rows).toBe(2500);
    expect(seen).toEqual([1000, 2000]);
  });

  it.each<[string, string | Uint8Array, RegExp]>([
    ['an empty file', '', /it is empty/],
    ['blank lines only', '\n \n', /it is empty/],
    ['a workbook', 'PK\x03\x04....', /Excel workbook.*save it as "CSV UTF-8"/],
    ['an old workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), /Excel workbook/],
    ['a PDF', '%PDF-1.7\n', /it is a PDF/],
    ['a gzip file', Buffer.from('1f8b0800', 'hex'), /compressed/],
    ['a claim file', 'ISA*00*          *00*', /it is an X12 file. Were two file names swapped/],
    ['a claim file after a mark', '\uFEFFISA*00*', /it is an X12 file/],
    ['a claim file after line breaks', '\r\n\r\n ISA|00|', /it is an X12 file/],
    ['a claim file after a mark and a line break', '\uFEFF\nISA^00^', /it is an X12 file/],
    ['a web page', '<!DOCTYPE html><table>', /web page/],
    ['a binary file', 'npi,\0\0\0', /binary file/],
    [
      'a file that becomes binary far from its beginning',
      `${header}\n${`${row}\n`.repeat(40_000)}\0\n`,
      /binary file/,
    ],
    ['a line without end', 'n'.repeat(3_000_000), /line of more than a million characters/],
    [
      'text after a quote',
      `${header}\n${row}\n${row.replace('RIVER', '"RIVER"')}\n`,
      /line 3 has a quotation mark/,
    ],
  ])('refuses %s', async (_, content, message) => {
    const told = await refusal(file(content));
    expect(told).toMatch(message);
    expect(told).toMatch(/^cannot use FILE: /);
  });

  const text = 'x'.repeat(70_000);
  it.each<[string, string, string]>([
    ['a quote never closed', `1234567893,"71\n${row}\n`, 'it opens a quotation mark that is never closed'],
    [
      'a quote not closed for long',
      `1234567893,"71\n${`${row}\n`.repeat(48)}1234567893,7100000009,64,,A\n`,
      'it opens a quotation mark that is not closed within 50 lines',
    ],
    [
      'a cell of 50 lines',
      `1234567893,71,64,,"${'A\n'.repeat(49)}"\n`,
      'it opens a quotation mark that is not closed within 50 lines',
    ],
    ['a long cell', `1234567893,7100000009,64,,${text}\n`, 'it has a cell of more than 64 kB'],
    ['a long quoted cell', `1234567893,7100000009,64,,"${text}"\n`, 'it has a cell of more than 64 kB'],
    ['a long cell of lines', `1,"${`${text}\n`.repeat(3)}\n`, 'it has a cell of more than 64 kB'],
  ])('%s is a bad row, and the next line begins another', async (_, bad, reason) => {
    const path = file(`${header}\n"1234567893",7100000001,64,,A\n${bad}1558598797,7100000002,65,,B\n`);
    await expect(loadRegistry(path)).rejects.toMatchObject({
      code: 'PRVCHECK_REGISTRY_ROWS',
      problems: expect.arrayContaining([{ line: 3, reason }]),
    });
    const registry = await loadRegistry(path, { skipBadRows: true });
    expect(registry.skippedRows[0]).toEqual({ line: 3, reason });
    expect(registry.enrollments('1558598797')).toMatchObject([{ medicaidId: '7100000002' }]);
    expect(registry.rows).toBe(registry.enrollments('1234567893').length + 1);
  });

  it('refuses a header that cannot be read', async () => {
    const told = await refusal(file(`npi,"medicaid_id\n${`${row}\n`.repeat(60)}`));
    expect(told).toMatch(/^cannot use FILE: line 1 opens a quotation mark/);
  });

  it('refuses what cannot be opened', async () => {
    mkdirSync(join(folder, 'folder.csv'));
    expect(await refusal(join(folder, 'folder.csv'))).toBe('cannot read FILE: it is a folder, not a file.');
    expect(await refusal(join(folder, 'missing.csv'))).toBe('cannot read FILE: it does not exist.');
  });
});

describe('loadTaxonomyCodes', () => {
  it('reads the column Code', async () => {
    const text = '\uFEFFCode,Grouping,Definition\n207Q00000X,"Group, A","Two\nlines"\n207R00000X,B,\n';
    expect([...(await loadTaxonomyCodes(file(text)))]).toEqual(['207Q00000X', '207R00000X']);
  });

  it('says so when there is no column Code', async () => {
    const told = await refusal(file('Taxonomy,Grouping\n207Q00000X,A\n'), loadTaxonomyCodes);
    expect(told).toContain('cannot use FILE: it has no column "Code".');
  });

  it.each([
    ['patients', 'DOE,JANE,1931-02-17,0012345678\nROE,RICHARD,1940-01-01,0012345679\n'],
    ['a claim file after a mark', '\uFEFFISA*00*          *00*  ~NM1*IL*1*DOE*JANE****MI*0012345678~'],
    ['a claim file after a line break', '\nISA^00^          ^00^  ~NM1^IL^1^DOE^JANE^^^^MI^0012345678~'],
    ['a part of a claim file', 'NM1*IL*1*DOE*JANE****MI*0012345678~DMG*D8*19310217*F~'],
    ['a member ID among names', 'Name DOE,Member A123\n'],
    ['a long text', `Name,DOE ${'x'.repeat(40)}\n`],
    ['a mail address', 'Name,doe@example.com\n'],
    ['an empty cell', 'DOE,,JANE\n'],
  ])('shows nothing of %s', async (_, text) => {
    const told = await refusal(file(text), loadTaxonomyCodes);
    expect(told).toMatch(/it has no column "Code"|it is an X12 file/);
    expect(told).not.toMatch(/DOE|doe@|JANE|1931|123|x{9}/);
  });

  it('takes sep= for no header', async () => {
    const codes = await loadTaxonomyCodes(file('sep=;\nCode;Grouping\n207Q00000X;A, B, C\n'));
    expect([...codes]).toEqual(['207Q00000X']);
  });

  it('refuses a header without codes', async () => {
    expect(await refusal(file('Code,Grouping\n'), loadTaxonomyCodes)).toContain('no taxonomy code');
  });
});
