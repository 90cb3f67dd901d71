import { chmodSync, readFileSync } from 'node:fs';
import { sync as writeFileAtomicSync } from 'write-file-atomic';
import { z } from 'zod';
import { EngineError, secretPlaceSchema } from '../../../contract/index.ts';
import { systemCode } from '../context/index.ts';

const keptSchema = z.object({
  place: secretPlaceSchema,
  /** Milliseconds since the epoch. */
  at: z.number(),
  /** `system`: encrypted, base64; `file`: as it is. */
  value: z.string(),
});
const fileSchema = z.object({
  version: z.literal(1),
  /** Null: wherever is best. */
  chosen: secretPlaceSchema.nullable(),
  secrets: z.record(z.string(), keptSchema),
});

/** What the file holds. */
export type SecretFile = z.infer<typeof fileSchema>;
export type KeptSecret = z.infer<typeof keptSchema>;

/**
 * Reads the file; an empty one where there is none. Others who could read it are shut out.
 * @throws EngineError `disk-failed`: writing a new one would forget what it holds
 */
export function readSecretFile(file: string): SecretFile {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
    if (process.platform !== 'win32') chmodSync(file, 0o600);
  } catch (cause) {
    if (systemCode(cause) === 'ENOENT') return { version: 1, chosen: null, secrets: {} };
    throw new EngineError('disk-failed', `The secrets in ${file} cannot be read.`, { cause });
  }
  const parsed = fileSchema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  // Neither the text nor the issue is handed on: both may have a secret in them.
  throw new EngineError('disk-failed', `The file of secrets ${file} is damaged.`, {
    advice: 'Rename the file, and enter passwords and tokens again.',
  });
}

/** @throws EngineError `disk-failed` */
export function writeSecretFile(file: string, content: SecretFile): void {
  try {
    writeFileAtomicSync(file, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  } catch (cause) {
    throw new EngineError('disk-failed', `The secrets cannot be written to ${file}.`, { cause });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
