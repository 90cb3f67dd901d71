import { constants } from 'node:fs';
import { copyFile, open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { EngineError } from '../../../../contract/index.ts';
import type { ExportFormat, ListFilter, RouteOutput } from '../../../../contract/index.ts';
import { newId } from '../../context/index.ts';
import type { History } from '../../database/index.ts';
import { byteOrderMark, csvLine } from './csv.ts';
import { exportColumns, exportedRows } from './rows.ts';
import type { ExportRow } from './rows.ts';

/** What is asked of an export. */
export interface ExportRequest {
  of: ListFilter;
  format: ExportFormat;
  byteOrderMark: boolean;
  file: string;
  replace: boolean;
}

/**
 * Writes all that a filter finds into a file, page by page, so that neither memory nor other work is taken up by it. The
 * file has another name until it is whole: an interruption leaves no half of it under the name that was asked for.
 * @throws EngineError `file-exists`, `folder-not-usable`, `disk-full`; `cancelled`
 */
export async function exportList(
  history: History,
  { of, format, file, replace, ...request }: ExportRequest,
  signal: AbortSignal,
): Promise<RouteOutput<'history.export'>> {
  if (!path.isAbsolute(file)) {
    throw new EngineError('folder-not-usable', `${file} is no absolute path.`);
  }
  if (!replace) await refuseExisting(file);
  const part = path.join(path.dirname(file), `.${path.basename(file).slice(0, 100)}.${newId()}.part`);
  const writer = format === 'csv' ? csvWriter(of, request.byteOrderMark) : jsonWriter();
  let rows = 0;
  let bytes = 0;
  try {
    const handle = await open(part, 'wx');
    try {
      const write = async (text: string) => {
        bytes += Buffer.byteLength(text);
        await handle.writeFile(text);
      };
      await write(writer.head);
      for (const page of exportedRows(history, of)) {
        if (signal.aborted) throw new EngineError('cancelled', 'The export was cancelled.');
        await write(page.map((row, index) => writer.row(row, rows + index === 0)).join(''));
        rows += page.length;
      }
      await write(writer.foot);
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (replace) await rename(part, file);
    else {
      await copyFile(part, file, constants.COPYFILE_EXCL);
    }
  } catch (cause) {
    throw failed(file, cause);
  } finally {
    await rm(part, { force: true });
  }
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

async function refuseExisting(file: string): Promise<void> {
  const found = await stat(file).catch(() => null);
  if (found !== null) throw new EngineError('file-exists', `There is ${file} already.`);
}

function failed(file: string, cause: unknown): unknown {
  if (cause instanceof EngineError || !(cause instanceof Error) || !('code' in cause)) return cause;
  if (cause.code === 'EEXIST') return new EngineError('file-exists', `There is ${file} already.`, { cause });
  if (cause.code === 'ENOSPC' || cause.code === 'EDQUOT') {
    return new EngineError('disk-full', `There is no room for ${file}.`, { cause });
  }
  return new EngineError('folder-not-usable', `The file ${file} cannot be written.`, { cause });
}
