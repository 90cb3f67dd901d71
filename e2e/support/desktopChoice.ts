import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { DesktopSettings } from '../../contract/index.ts';

/** Answers for a data home, before its first start, what closing the window does; later starts keep what they have. */
export async function answerClosing(home: string, closing: DesktopSettings['closing']): Promise<void> {
  const file = path.join(home, 'window', 'desktop.json');
  if (existsSync(file)) return;
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify({ closing }));
}
