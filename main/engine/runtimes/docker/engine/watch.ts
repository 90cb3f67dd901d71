import type Docker from 'dockerode';
import { z } from 'zod';
import { lineSplitter } from '../../../../platform/index.ts';
import type { ContainerHint } from './types.ts';
import { within } from './within.ts';

/** An event has the labels of its container, which others may have made long. */
const longestEvent = 1024 * 1024;

const actions = ['create', 'start', 'die', 'oom', 'pause', 'unpause', 'rename', 'destroy', 'health_status'];

const eventSchema = z.looseObject({
  Type: z.string().optional(),
  Action: z.string().optional(),
  status: z.string().optional(),
  time: z.number().optional(),
  timeNano: z.number().optional(),
  Actor: z.looseObject({ ID: z.string(), Attributes: z.record(z.string(), z.string()).nullish() }),
});

/** A connection that is watched. */
export interface Watch {
  close(): void;
}

/**
 * Follows what happens to containers with one label. Its end is the end of the connection.
 * @param onLost called once, unless `close` was called before
 */
export async function watchDocker(
  docker: Docker,
  options: {
    label: string;
    /** How often a silent Docker is asked whether it lives, and how long it may take to answer. */
    pingEveryMs: number;
    pingPatienceMs: number;
    onContainer: (hint: ContainerHint) => void;
    onLost: (cause: unknown) => void;
  },
): Promise<Watch> {
  const stream = await docker.getEvents({
    filters: JSON.stringify({ type: ['container'], label: [options.label], event: actions }),
  });
  let isOver = false;

  function end(cause: unknown): void {
    if (isOver) return;
    close();
    options.onLost(cause);
  }
  const split = lineSplitter(longestEvent, (line) => {
    const hint = readEvent(line);
    if (hint !== null) options.onContainer(hint);
  });
  stream.on('data', (chunk: Buffer) => {
    if (!split(chunk)) end(new Error('an event of Docker is too long'));
  });
  stream.on('error', end);
  stream.on('end', () => end(new Error('Docker ended the stream of events')));
  stream.on('close', () => end(new Error('Docker closed the stream of events')));

  // A Docker that hangs keeps its connections open.
  const timer = setInterval(() => {
    const late = () => new Error(`Docker did not answer for ${options.pingPatienceMs / 1000} s`);
    within(options.pingPatienceMs, docker.ping(), late).catch(end);
  }, options.pingEveryMs);
  timer.unref();

  function close(): void {
    isOver = true;
    clearInterval(timer);
    if ('destroy' in stream && typeof stream.destroy === 'function') stream.destroy();
  }
  return { close };
}

function readEvent(line: string): ContainerHint | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    // Events are hints: one that cannot be read is one that was missed.
    return null;
  }
  const event = eventSchema.safeParse(value);
  if (!event.success) return null;
  const { Actor, Action, status, time, timeNano } = event.data;
  const labels = Actor.Attributes ?? {};
  const exitCode = labels['exitCode'];
  return {
    id: Actor.ID,
    action: (Action ?? status ?? '').split(':')[0] ?? '',
    labels,
    at: timeNano === undefined ? (time ?? 0) * 1000 : Math.floor(timeNano / 1e6),
    exitCode: exitCode === undefined ? null : Number(exitCode),
  };
}
