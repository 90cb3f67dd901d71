import { open } from 'node:fs/promises';
import { EngineError, logLineSchema } from '../../../contract/index.ts';
import type { LogPiece, RouteOutput } from '../../../contract/index.ts';
import { attemptLogFile, runFolders } from '../context/index.ts';
import type { ApplicationFolders } from '../context/index.ts';
import type { History } from '../database/index.ts';

/**
 * A stretch of an attempt's log. Offsets are bytes of the log file and always lie between two pieces.
 * @throws EngineError `not-found`
 */
export async function readLog(
  history: History,
  folders: ApplicationFolders,
  request: { jobRun: string; attempt?: number | undefined; offset: number; maxBytes: number },
): Promise<RouteOutput<'job_runs.log'>> {
  const row = history.get<{ run: string; number: number; outcome: string; dropped: number }>(
    `SELECT job_run.run_id AS run, attempt.number, attempt.outcome, attempt.dropped_log_bytes AS dropped
     FROM job_run JOIN attempt ON attempt.job_run_key = job_run.key
     WHERE job_run.id = ? AND (? IS NULL OR attempt.number = ?) ORDER BY attempt.number DESC LIMIT 1`,
    [request.jobRun, request.attempt ?? null, request.attempt ?? null],
  );
  if (row === undefined)
    throw new EngineError('not-found', 'This job run has no log: it was not started yet.');
  const file = attemptLogFile(runFolders(folders, row.run), request.jobRun, row.number);
  const bytes = await readStretch(file, request.offset, request.maxBytes);
  const end = bytes.lastIndexOf(0x0a) + 1;
  const pieces = parsePieces(bytes.subarray(0, end).toString('utf8'));
  return {
    attempt: row.number,
    pieces,
    nextOffset: request.offset + end,
    complete: row.outcome !== 'running' && bytes.length < request.maxBytes,
    droppedBytes: row.dropped,
  };
}

/** Up to `maxBytes` from `offset`, but at least one whole line where one line is longer. */
async function readStretch(file: string, offset: number, maxBytes: number): Promise<Buffer> {
  let handle;
  try {
    handle = await open(file, 'r');
  } catch (cause) {
    // A job that printed nothing has no file.
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0);
    throw new EngineError('disk-failed', 'The log of the job run cannot be read.', { cause });
  }
  try {
    for (let size = maxBytes; ; size *= 4) {
      const buffer = Buffer.alloc(size);
      const { bytesRead } = await handle.read(buffer, 0, size, offset);
      const read = buffer.subarray(0, bytesRead);
      if (bytesRead < size || read.includes(0x0a)) return read;
    }
  } finally {
    await handle.close();
  }
}

function parsePieces(text: string): LogPiece[] {
  const pieces: LogPiece[] = [];
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const piece = logLineSchema.safeParse(parseJson(line));
    // A line cut by a power failure must not hide the rest of the log.
    pieces.push(piece.success ? piece.data : { at: 0, stream: 'stderr', text: `${line}\n` });
  }
  return pieces;
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
