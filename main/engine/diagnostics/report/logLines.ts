import { open } from 'node:fs/promises';
import { z } from 'zod';
import type { Mask } from './mask.ts';

/** Most of the end of a log that is read, in bytes, and most lines of it that are told. */
const mostBytes = 512 * 1024;
const mostLines = 300;
/** Pino's number of `info`: what is below it may name patients. */
const leastLevel = 30;

const levels: Record<number, string> = { 30: 'info', 40: 'warn', 50: 'error', 60: 'fatal' };

const lineSchema = z.looseObject({ level: z.number(), time: z.number(), msg: z.string().default('') });

/** Fields that every line has, and that say nothing. */
const plain: ReadonlySet<string> = new Set(['level', 'time', 'msg', 'pid', 'hostname']);
/** Fields whose values are ids of ours, or of machines. */
const ours: ReadonlySet<string> = new Set([
  'application',
  'code',
  'door',
  'state',
  'aeTitle',
  'peer',
  'address',
]);

/** A line of the log; one that cannot be read as such is a text. */
type LogLine = z.infer<typeof lineSchema> | string;

/** The last lines of the engine's log that are worth telling, oldest first. */
export async function readLog(file: string): Promise<LogLine[]> {
  const lines = (await endOf(file)).split('\n').flatMap((line): LogLine[] => {
    const read = lineSchema.safeParse(parse(line));
    // What cannot be read is not ours: a crash of the runtime may have printed anything.
    if (!read.success) return line.trim() === '' ? [] : [line];
    return read.data.level < leastLevel ? [] : [read.data];
  });
  return lines.slice(-mostLines);
}

/** A line as it may be shown to others. */
export function maskLine(line: LogLine, mask: Mask): string {
  if (typeof line === 'string') return mask.text(line);
  const { level, time, msg, ...rest } = line;
  const fields = Object.entries(rest)
    .filter(([name]) => !plain.has(name))
    .map(([name, value]) => `${name}=${fieldOf(name, value, mask)}`);
  return [new Date(time).toISOString(), levels[level] ?? String(level), mask.text(msg), ...fields].join(' ');
}

function fieldOf(name: string, value: unknown, mask: Mask): string {
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return String(value);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  // Names of tags: whatever stands there is about somebody.
  if (/^[A-Z]/.test(name)) return mask.text('"x"');
  return ours.has(name) ? mask.own(text) : mask.text(text);
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

async function endOf(file: string): Promise<string> {
  try {
    const handle = await open(file, 'r');
    try {
      const { size } = await handle.stat();
      const length = Math.min(size, mostBytes);
      const { buffer } = await handle.read(Buffer.alloc(length), 0, length, size - length);
      const text = buffer.toString('utf8');
      // The first line may be cut.
      return size > length ? text.slice(text.indexOf('\n') + 1) : text;
    } finally {
      await handle.close();
    }
  } catch {
    return '';
  }
}
