import { z } from 'zod';
import { askedFromSchema, jobRunChoiceSchema } from '../../../../contract/index.ts';
import type { AskedFrom } from '../../../../contract/index.ts';
import type { History } from '../../database/index.ts';

/** What was asked for, as it is kept until it is done. */
const requestSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('cancel'), choice: jobRunChoiceSchema, withCleanUp: z.boolean() }),
  z.object({ kind: z.literal('requeue'), choice: jobRunChoiceSchema, below: z.boolean() }),
]);
type Request = z.infer<typeof requestSchema>;

const rowSchema = z.object({
  key: z.number(),
  from: askedFromSchema,
  lastKey: z.number(),
  request: z.string(),
});

/** A request that is being carried out. */
export type KeptRequest = Request & Omit<z.infer<typeof rowSchema>, 'request'>;

/** Keeps a request before anything is done about it, so that it is carried out whatever happens to the engine. */
export function keepRequest(history: History, request: Request, from: AskedFrom): KeptRequest {
  const lastKey = history.get<{ key: number | null }>('SELECT max(key) AS key FROM job_run')?.key ?? 0;
  const { lastInsertRowid } = history.run(
    'INSERT INTO control_request (request, asked_from, last_key) VALUES (?, ?, ?)',
    [JSON.stringify(request), from, lastKey],
  );
  return { ...request, from, lastKey, key: lastInsertRowid };
}

/** Those that an engine which ended left unfinished, oldest first. */
export function unfinishedRequests(history: History): KeptRequest[] {
  return history
    .all('SELECT key, asked_from AS "from", last_key AS lastKey, request FROM control_request ORDER BY key')
    .map((row) => {
      const { request, ...asked } = rowSchema.parse(row);
      return { ...requestSchema.parse(JSON.parse(request)), ...asked };
    });
}

export function forgetRequest(history: History, key: number): void {
  history.run('DELETE FROM control_request WHERE key = ?', [key]);
}
