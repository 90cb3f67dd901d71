import { appendFileSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { buildProblemSchema } from '../../../../contract/index.ts';
import type { BuildLog, BuildProblem } from '../../../../contract/index.ts';
import type { BuildEvent } from '../types.ts';

/** Output of one build beyond this is not kept, in bytes. */
const mostBytes = 32 * 1024 * 1024;
/** Lines of a reply. */
const mostLines = 5000;

const stepState = z.enum(['running', 'done', 'cached', 'failed']);
const entrySchema = z.union([
  z.object({ step: z.number(), text: z.string(), state: stepState }),
  z.object({ out: z.string(), of: z.number() }),
  z.object({ problem: buildProblemSchema }),
]);
type Entry = z.infer<typeof entrySchema>;

/** Writes what a build says to its file, as JSON lines. */
export interface BuildLogWriter {
  event(event: BuildEvent): void;
  problem(problem: BuildProblem): void;
}

export function writeBuildLog(file: string): BuildLogWriter {
  mkdirSync(path.dirname(file), { recursive: true });
  rmSync(file, { force: true });
  let bytes = 0;
  function append(entry: Entry): void {
    const line = `${JSON.stringify(entry)}\n`;
    if (bytes > mostBytes && 'out' in entry) return;
    bytes += line.length;
    appendFileSync(file, line);
  }
  return {
    event(event) {
      if (event.kind === 'output') append({ out: event.text, of: event.step });
      else append({ step: event.number, text: event.text, state: event.state });
    },
    problem: (problem) => append({ problem }),
  };
}

/** What a build has said; an absent file has said nothing. @param offset lines of output that were read before */
export function readBuildLog(file: string, offset: number): BuildLog {
  const steps = new Map<number, BuildLog['steps'][number]>();
  const lines: BuildLog['lines'] = [];
  let problem: BuildProblem | null = null;
  let seen = 0;
  for (const entry of readEntries(file)) {
    if ('state' in entry) steps.set(entry.step, { number: entry.step, text: entry.text, state: entry.state });
    else if ('problem' in entry) problem = entry.problem;
    else {
      if (seen >= offset && lines.length < mostLines) lines.push({ step: entry.of, text: entry.out });
      seen += 1;
    }
  }
  const sorted = [...steps.values()].sort((one, other) => one.number - other.number);
  return { steps: sorted, lines, nextOffset: Math.min(offset, seen) + lines.length, problem };
}

function readEntries(file: string): Entry[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw cause;
  }
  return text.split('\n').flatMap((line) => {
    try {
      const parsed = entrySchema.safeParse(JSON.parse(line));
      return parsed.success ? [parsed.data] : [];
    } catch {
      // Half a line, which an engine that was killed left, or the end.
      return [];
    }
  });
}

/** Keeps the logs of the newest builds; names sort by time. */
export function removeOldLogs(folder: string, keep: number): void {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .sort();
  for (const name of names.slice(0, Math.max(0, names.length - keep)))
    rmSync(path.join(folder, name), { force: true });
}
