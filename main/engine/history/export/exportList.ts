import { byteOrderMark, csvLine, EngineError } from '../../../../contract/index.ts';
import type { ExportFormat, ListFilter, RouteOutput } from '../../../../contract/index.ts';
import type { ApplicationContext } from '../../context/index.ts';
import { exportColumns, exportedRows } from './rows.ts';
import type { ExportRow } from './rows.ts';
import { writeWhole } from './writeWhole.ts';
import type { ChosenFile } from './writeWhole.ts';

/** What is asked of an export. */
export interface ExportRequest extends ChosenFile {
  of: ListFilter;
  format: ExportFormat;
  byteOrderMark: boolean;
}

/**
 * Writes all that a filter finds into a file, page by page, so that neither memory nor other work is taken up by it.
 * @throws EngineError `file-exists`, `folder-not-usable`, `disk-full`; `cancelled`
 */
export async function exportList(
  context: ApplicationContext,
  { of, format, file, replace, ...request }: ExportRequest,
  signal: AbortSignal,
): Promise<RouteOutput<'history.export'>> {
  const writer = format === 'csv' ? csvWriter(of, request.byteOrderMark) : jsonWriter();
  let rows = 0;
  const bytes = await writeWhole(context, { file, replace }, async (write) => {
    await write(writer.head);
    for (const page of exportedRows(context.history, of)) {
      if (signal.aborted) throw new EngineError('cancelled', 'The export was cancelled.');
      await write(page.map((row, index) => writer.row(row, rows + index === 0)).join(''));
      rows += page.length;
    }
    await write(writer.foot);
  });
  return { rows, bytes };
}

interface Writer {
  head: string;
  row: (row: ExportRow, isFirst: boolean) => string;
  foot: string;
}

function csvWriter({ list }: ListFilter, marked: boolean): Writer {
  const columns = exportColumns[list];
  return {
    head: (marked ? byteOrderMark : '') + csvLine(columns),
    row: (row) => csvLine(columns.map((column) => row[column] ?? null)),
    foot: '',
  };
}

/** An array with one object a line: any JSON reader takes it, and so does somebody who looks at lines. */
function jsonWriter(): Writer {
  return {
    head: '[',
    row: (row, isFirst) => `${isFirst ? '\n' : ',\n'}${JSON.stringify(row)}`,
    foot: '\n]\n',
  };
}
