import { open } from 'node:fs/promises';

/** Writes a file that its owner alone may read, also where one that others may read is there. */
export async function writeForOwner(file: string, text: string): Promise<void> {
  const handle = await open(file, 'w', 0o600);
  try {
    // Before the text is in it. Some disks, as those of shares and sticks, keep no rights of files.
    await handle.chmod(0o600).catch(() => undefined);
    await handle.writeFile(text);
  } finally {
    await handle.close();
  }
}
