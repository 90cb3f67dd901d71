import { open } from 'node:fs/promises';

/** Flushes the names in a folder. Windows has no such call; there the file system's own journal has to do. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
