import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

/** An application folder whose archive lies on a disk of 6 MiB. */
export interface TinyDisk {
  root: string;
  mount(...options: string[]): void;
  unmount(): void;
  /** Makes files until no more can be made, which neither free space nor permissions tell; their paths. */
  fill(): string[];
}

/** Mounts one until the end of the test. Null where this process may not: it takes root on Linux. */
export function withTinyDisk(): TinyDisk | null {
  const root = mkdtempSync(path.join(os.tmpdir(), 'tiny-disk-'));
  const archive = path.join(root, 'archive');
  mkdirSync(archive);
  const mount = (...options: string[]) =>
    void execFileSync('mount', [...options, archive], { stdio: 'ignore' });
  const unmount = () => void execFileSync('umount', ['-l', archive]);
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  try {
    mount('-t', 'tmpfs', '-o', 'size=6m,nr_inodes=200', 'tmpfs');
  } catch {
    return null;
  }
  onTestFinished(unmount);
  function fill(): string[] {
    const made: string[] = [];
    try {
      for (;;) {
        const file = path.join(archive, `filling-${made.length}`);
        writeFileSync(file, '');
        made.push(file);
      }
    } catch {
      return made;
    }
  }
  return { root, mount, unmount, fill };
}
