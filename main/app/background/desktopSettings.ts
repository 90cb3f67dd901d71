import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { sync as writeFileAtomicSync } from 'write-file-atomic';
import { desktopSettingsSchema } from '../../../contract/index.ts';
import type { DesktopSettings } from '../../../contract/index.ts';

/** The settings kept in a file; the usual ones where there is none or it cannot be read. */
export function readDesktopSettings(file: string): DesktopSettings {
  try {
    return desktopSettingsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // First start, or a file of another version: to be asked once more harms nobody.
    return desktopSettingsSchema.parse({});
  }
}

/** @throws Error where the disk does not take it */
export function writeDesktopSettings(file: string, settings: DesktopSettings): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileAtomicSync(file, `${JSON.stringify(settings)}\n`);
}
