import { readFileSync } from 'node:fs';
import { sync as writeFileAtomicSync } from 'write-file-atomic';
import { z } from 'zod';

const recordSchema = z.object({
  origin: z.string(),
  contentHash: z.string(),
  installedAt: z.number(),
});
const fileSchema = z.object({ version: z.literal(1), services: z.record(z.string(), recordSchema) });

/** Where an installed service came from. */
export type ServiceRecord = z.infer<typeof recordSchema>;

/** The records in `file`; none when it is absent. A damaged file costs the origins, not the services. */
export function readRecords(file: string): Record<string, ServiceRecord> {
  try {
    return fileSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).services;
  } catch {
    return {};
  }
}

export function writeRecords(file: string, services: Record<string, ServiceRecord>): void {
  writeFileAtomicSync(file, `${JSON.stringify({ version: 1, services }, null, 2)}\n`);
}
