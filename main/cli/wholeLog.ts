import type { EngineClient, LogPiece, RouteInput, RouteOutput } from '../../contract/index.ts';

/** The log of an attempt in stretches, up to where it ends at this moment. */
export async function* logStretches(
  client: EngineClient,
  request: RouteInput<'job_runs.log'>,
): AsyncGenerator<RouteOutput<'job_runs.log'>, void> {
  for (let offset = request.offset ?? 0; ;) {
    const stretch = await client.request('job_runs.log', { ...request, offset });
    yield stretch;
    if (stretch.pieces.length === 0 || stretch.complete) return;
    offset = stretch.nextOffset;
  }
}

/** All that an attempt has printed, and whether nothing more will come; the last attempt where none is named. */
export async function wholeLog(
  client: EngineClient,
  request: RouteInput<'job_runs.log'>,
): Promise<{ attempt: number; pieces: LogPiece[]; complete: boolean }> {
  const pieces: LogPiece[] = [];
  let last = { attempt: request.attempt ?? 1, complete: false };
  for await (const stretch of logStretches(client, request)) {
    pieces.push(...stretch.pieces);
    last = stretch;
  }
  return { attempt: last.attempt, pieces, complete: last.complete };
}

export function textOf(pieces: readonly LogPiece[]): string {
  return pieces.map(({ text }) => text).join('');
}
