import { type List, tableOf } from '../../../enrollment/merge/list';
import { countBadRows, type Merged, mergeCandidates } from '../../../enrollment/merge/merge';
import { readList } from '../../../input/registry-file';
import { openFile } from '../../../node/open-file';
import { loadXlsxWriter, rowFormats } from '../../../node/row-formats';
import { isByPosition } from '../../../registry/find-header';
import { tableAsCsv, tableAsWorkbook } from '../../../report/table';
import { countOf } from '../../../values/numbers';
import type { Command } from '../../command';
import { exitCodes } from '../../exit-code';
import type { Log } from '../../output/log';
import { RunFiles } from '../../output/run-files';
import { flags } from '../../settings/flags';
import { registryFault } from '../../settings/registry-fault';
import { fileModeOf, pairs, word } from '../../settings/values';
import { UsageError } from '../../usage-error';

export const mergeLists: Command = {
  usage: `$0 registry merge LIST CANDIDATES... -o FILE

Adds to your list the candidates that it does not have, marked in the column "candidate". Every row of LIST stays as it is.`,
  positionals: {
    list: 'Your list of enrollments: an Excel workbook or a CSV',
    candidates: 'Lists of candidates, as registry import writes them, or other extracts',
  },
  flags: {
    output: {
      kind: 'word',
      short: 'o',
      group: 'Output:',
      describe: 'FILE: where to put the merged list, an .xlsx or a .csv (required)',
    },
    columns: {
      ...flags.columns,
      group: 'LIST:',
      describe: 'FIELD="Header": the name of a column in LIST; repeatable',
    },
    sheet: {
      ...flags.sheet,
      group: 'LIST:',
      describe: 'NAME: the sheet of LIST, if several could be the list',
    },
    'fill-down': { ...flags['fill-down'], group: 'LIST:' },
    'file-mode': { ...flags['file-mode'], group: 'Output:' },
    quiet: { ...flags.quiet, group: 'Output:' },
  },
  epilog: `Examples:
  prvcheck registry merge enrollments.xlsx candidates.csv -o merged.xlsx
  prvcheck registry merge enrollments.csv march.csv april.csv -o merged.csv

A candidate whose NPI and Medicaid ID are in LIST is not added, unless it contradicts the row there: another provider type or date, no taxonomy in common, or a status that has ended. Then both rows are in FILE, and the mark says what differs. A candidate without a Medicaid ID is added if its NPI is not in LIST.
Of a workbook, only the sheet with the list is written, without its formats; formulas become their last result.
Confirm each marked row in the partner portal, complete it, then empty its cell in the column "candidate".

Exit codes, as those of diff:
  0  LIST has every candidate already
  1  something is new, or contradicts LIST
  2  the job could not be done: wrong use, or a file that cannot be read or written`,

  async run({ words: [path, ...candidates], raw, log }) {
    if (path === undefined || candidates.length === 0)
      throw new UsageError(`Name your list, then the candidates. ${example}`);
    const output = word(raw.output);
    if (output === null) throw new UsageError(`Say where to put the merged list. ${example}`);
    const isWorkbook = /\.xlsx$/i.test(output);
    if (!isWorkbook && !/\.csv$/i.test(output))
      throw new UsageError(`-o ${output} must end in .xlsx or .csv, which says how the list is written.`);
    const columns = pairs('columns', raw.columns);
    if (isByPosition(columns))
      throw new UsageError('--columns names headers here: LIST needs a line that names its columns.');
    const sheet = word(raw.sheet);
    const file = await new RunFiles([path, ...candidates], fileModeOf(raw)).open(output);
    let list = await listIn(path, { columns, ...(sheet !== null && { sheet }) });
    const fillDown = raw['fill-down'] === true;
    const bad = countBadRows(list, fillDown);
    if (bad > 0)
      log.note(`${path}: ${countOf(bad, 'bad row')} kept unchanged; registry audit says what is wrong`);
    let added = 0;
    for (const from of candidates) {
      const merged = mergeCandidates(list, await listIn(from), fillDown);
      list = merged.list;
      added += merged.added;
      noteMerged(merged, from, log);
    }
    const table = tableOf(list);
    await file.write(
      isWorkbook
        ? await tableAsWorkbook(table, list.titles.length, loadXlsxWriter)
        : Buffer.from(tableAsCsv(table)),
    );
    await file.finish();
    log.note(`wrote ${output}: ${countOf(list.rows.length, 'row')}, ${countOf(added, 'candidate')} added`);
    return added > 0 ? exitCodes.findings : exitCodes.clean;
  },
};

const example = 'For example: prvcheck registry merge enrollments.xlsx candidates.csv -o merged.xlsx';
const REMARKS_SHOWN = 20;

function listIn(path: string, options: Parameters<typeof readList>[3] = {}): Promise<List> {
  return readList(openFile(path), path, rowFormats, options).catch((error: unknown) => {
    throw registryFault(path, error);
  });
}

function noteMerged({ added, repeated, remarks, columnsLeftOut }: Merged, from: string, log: Log): void {
  log.note(`${from}: ${countOf(added, 'candidate')} added, ${repeated} in the list already`);
  for (const remark of remarks.slice(0, REMARKS_SHOWN)) log.note(`${from}: ${remark}`);
  const more = remarks.length - REMARKS_SHOWN;
  if (more > 0) log.note(`${from}: and ${more} more rows; the column "candidate" says what is wrong`);
  if (columnsLeftOut.length > 0)
    log.note(`${from}: columns that the list does not have are not added: ${columnsLeftOut.join(', ')}`);
}
