import { EngineError, quarantinedHeaderSchema } from '../../../contract/index.ts';
import type { Page, Quarantined, QuarantineReason } from '../../../contract/index.ts';
import type { History } from '../database/index.ts';
import { readJson } from './json.ts';
import { readPage } from './page.ts';

const columns = `SELECT id, reason, message, details, door, sender, source_path AS path, size, first_at AS firstAt,
  last_at AS lastAt, times, header`;

type QuarantineRow = Omit<Quarantined, 'header'> & { header: string };

function toQuarantined(row: QuarantineRow): Quarantined {
  return { ...row, header: readJson(quarantinedHeaderSchema, row.header) };
}

/** What lies in quarantine, newest first. */
export function listQuarantine(
  history: History,
  request: { reason?: QuarantineReason | undefined; limit: number; cursor?: string | undefined },
): Page<Quarantined> & { usage: { files: number; bytes: number } } {
  const conditions =
    request.reason === undefined ? [] : [{ sql: 'reason = ?', parameters: [request.reason] }];
  const page = readPage<QuarantineRow, Quarantined>(
    history,
    {
      select: columns,
      from: 'quarantine',
      conditions,
      // Identifiers sort by the time of their making.
      order: { columns: ['id'], direction: 'DESC' },
      position: (row) => [row.id],
      item: toQuarantined,
    },
    request,
  );
  const usage = history.get<{ files: number; bytes: number }>(
    'SELECT count(*) AS files, coalesce(sum(size), 0) AS bytes FROM quarantine',
  );
  return { ...page, usage: usage ?? { files: 0, bytes: 0 } };
}

/** @throws EngineError `not-found` */
export function getQuarantined(history: History, id: string): Quarantined {
  const row = history.get<QuarantineRow>(`${columns} FROM quarantine WHERE id = ?`, [id]);
  if (row === undefined) throw new EngineError('not-found', 'It is not in quarantine any more.');
  return toQuarantined(row);
}
