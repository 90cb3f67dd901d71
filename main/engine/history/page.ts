import { z } from 'zod';
import { EngineError } from '../../../contract/index.ts';
import type { Page } from '../../../contract/index.ts';
import type { History, SqlValue } from '../database/index.ts';

const cursorSchema = z.array(z.union([z.string(), z.number()])).max(4);

/** What a list needs to be read page by page by the values it is sorted by, never by counting rows. */
export interface ListQuery<Row, Item> {
  /** `SELECT …` up to where conditions would follow; columns as `Row` names them. */
  select: string;
  /** Table or join for counting; conditions apply to it as well. */
  from: string;
  conditions: { sql: string; parameters: SqlValue[] }[];
  /** Gives `n`, how many there are under the conditions, where that is known without counting them. */
  total?: { sql: string; parameters: SqlValue[] } | undefined;
  /** Columns it is sorted by, all in one direction; the last one is unique. */
  order: { columns: string[]; direction: 'ASC' | 'DESC' };
  /** Values of those columns in a row. */
  position(row: Row): (string | number)[];
  item(row: Row): Item;
}

/** Reads one page. */
export function readPage<Row, Item>(
  history: History,
  query: ListQuery<Row, Item>,
  page: { limit: number; cursor?: string | undefined },
): Page<Item> {
  const filters = query.conditions.map((condition) => condition.sql);
  const filterParameters = query.conditions.flatMap((condition) => condition.parameters);
  const where = (conditions: string[]) =>
    conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
  const { columns, direction } = query.order;

  const after = page.cursor === undefined ? null : parseCursor(page.cursor, columns.length);
  const bounds =
    after === null
      ? []
      : [`(${columns.join(', ')}) ${direction === 'ASC' ? '>' : '<'} (${columns.map(() => '?').join(', ')})`];
  const rows = history.all<Row>(
    `${query.select} FROM ${query.from}${where([...filters, ...bounds])}` +
      ` ORDER BY ${columns.map((column) => `${column} ${direction}`).join(', ')} LIMIT ?`,
    [...filterParameters, ...(after ?? []), page.limit + 1],
  );
  const counting = query.total ?? {
    sql: `SELECT count(*) AS n FROM ${query.from}${where(filters)}`,
    parameters: filterParameters,
  };
  const total = history.get<{ n: number }>(counting.sql, counting.parameters);
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  return {
    rows: shown.map((row) => query.item(row)),
    nextCursor: rows.length > page.limit && last !== undefined ? writeCursor(query.position(last)) : null,
    total: total?.n ?? 0,
  };
}

/** A position in a list as clients hand it back. */
export function writeCursor(position: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** @throws EngineError `validation-failed` for what this engine did not hand out */
export function parseCursor(cursor: string, length: number): (string | number)[] {
  try {
    const values = cursorSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    if (values.length === length) return values;
  } catch {
    // Told below: a cursor that this engine did not hand out.
  }
  throw new EngineError('validation-failed', 'The position in the list is not valid.', {
    details: `cursor ${cursor}`,
  });
}
