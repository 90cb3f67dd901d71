import { readFileSync } from 'node:fs';
import path from 'node:path';
import { sync as writeFileAtomicSync } from 'write-file-atomic';
import { z } from 'zod';
import { taskSchema } from '../../../contract/index.ts';
import { systemCode } from '../context/index.ts';

const keptTaskSchema = z.object({
  task: taskSchema,
  /** Absolute paths of what it has begun to make, to be removed unless it succeeds. */
  making: z.array(z.string()),
});
/** A task of the engine itself, as it is kept over restarts. */
export type KeptTask = z.infer<typeof keptTaskSchema>;

const fileSchema = z.object({ version: z.literal(1), tasks: z.array(keptTaskSchema) });

const taskFile = (home: string) => path.join(home, 'tasks.json');

/** Tasks as they were kept, oldest first; none where the file is missing or damaged. */
export function readKeptTasks(home: string, onDamaged: (cause: unknown) => void): KeptTask[] {
  try {
    return fileSchema.parse(JSON.parse(readFileSync(taskFile(home), 'utf8'))).tasks;
  } catch (cause) {
    if (systemCode(cause) !== 'ENOENT') onDamaged(cause);
    return [];
  }
}

export function writeKeptTasks(home: string, tasks: readonly KeptTask[]): void {
  writeFileAtomicSync(taskFile(home), `${JSON.stringify({ version: 1, tasks }, null, 2)}\n`, { mode: 0o600 });
}
