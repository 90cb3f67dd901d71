import { readFileSync } from 'node:fs';
import path from 'node:path';
import { sync as writeFileAtomicSync } from 'write-file-atomic';
import { z } from 'zod';
import { EngineError, networkSettingsSchema } from '../../../contract/index.ts';
import type { NetworkSettings } from '../../../contract/index.ts';
import { systemCode } from '../context/index.ts';

const fileSchema = z.object({ version: z.literal(1), settings: networkSettingsSchema });
const settingsFile = (home: string) => path.join(home, 'network.json');

/** Those of the data home; none made where there is no file. @throws EngineError `disk-failed` */
export function readNetworkSettings(home: string): NetworkSettings {
  const file = settingsFile(home);
  try {
    return fileSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).settings;
  } catch (cause) {
    if (systemCode(cause) === 'ENOENT') return networkSettingsSchema.parse({});
    throw new EngineError('disk-failed', `The network settings in ${file} cannot be read.`, {
      cause,
      advice: 'Remove the file, and make the settings again.',
    });
  }
}

/** @throws EngineError `disk-failed` */
export function writeNetworkSettings(home: string, settings: NetworkSettings): void {
  const file = settingsFile(home);
  try {
    writeFileAtomicSync(file, `${JSON.stringify({ version: 1, settings }, null, 2)}\n`, { mode: 0o600 });
  } catch (cause) {
    throw new EngineError('disk-failed', `The network settings cannot be written to ${file}.`, { cause });
  }
}
