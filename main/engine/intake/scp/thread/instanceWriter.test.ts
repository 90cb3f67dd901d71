import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createBlockPool } from './blockPool.ts';
import { createInstanceWriter } from './instanceWriter.ts';
import { createStagingFiles } from './stagingFiles.ts';
import type { StagingFile } from './stagingFiles.ts';
import { createWriteBudget } from './writeBudget.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'writer-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const head = Buffer.from('file meta information');
const MiB = 1024 * 1024;
/** @param isFast what is thought of the disk */
const surroundings = (isFast: boolean) => ({
  blocks: createBlockPool(),
  budget: createWriteBudget(),
  pace: { isFast: () => isFast, took: () => undefined },
  isAlone: () => true,
});

describe.each([true, false])('what is written, at once: %s', (isFast) => {
  it.each([
    ['nothing', []],
    ['small pieces', Array.from({ length: 2000 }, () => 7)],
    ['one large piece', [5 * MiB]],
    ['pieces of all sizes', [1, 70_000, 3, 300_000, 65_536, 65_536, 65_536, 65_536, 2]],
  ])('is the head and then %s, hashed without the head', async (_name, sizes) => {
    const files = createStagingFiles(folder, surroundings(isFast).pace);
    const writer = createInstanceWriter(files.take(), head, surroundings(isFast), () => undefined);
    const pieces = sizes.map((size) => randomBytes(size));
    for (const piece of pieces) writer.write(piece);
    const { size, contentHash } = await writer.finish();
    writer.close();
    const all = Buffer.concat(pieces);
    expect(readFileSync(writer.path).equals(Buffer.concat([head, all]))).toBe(true);
    expect(size).toBe(head.length + all.length);
    expect(Buffer.from(contentHash)).toEqual(createHash('sha256').update(all).digest());
    files.tidy();
  });

  it('is gone when it is not wanted any more, also while it is being written', async () => {
    const files = createStagingFiles(folder, surroundings(isFast).pace);
    const writer = createInstanceWriter(files.take(), head, surroundings(isFast), () => undefined);
    writer.write(randomBytes(4 * MiB));
    writer.remove();
    await expect.poll(() => existsSync(writer.path)).toBe(false);
    files.tidy();
  });
});

describe.skipIf(process.platform === 'win32')('a disk that does not follow', () => {
  /** A pipe in place of the file: what nobody reads from it is what the disk has not taken. */
  function slowFile(): StagingFile {
    const file = path.join(folder, 'pipe');
    spawnSync('mkfifo', [file]);
    // Open for both, so that opening it waits for nobody.
    return { path: file, fd: openSync(file, 'r+') };
  }
  /** Starts reading; resolves with all bytes when the pipe is closed. */
  async function readAll(file: StagingFile): Promise<number> {
    const count = spawn('wc', ['-c', file.path], { stdio: ['ignore', 'pipe', 'ignore'] });
    onTestFinished(() => void count.kill('SIGKILL'));
    let said = '';
    count.stdout.on('data', (text: Buffer) => (said += String(text)));
    await once(count, 'close');
    return Number.parseInt(said, 10);
  }

  it('makes the sender wait at about one MiB, and go on when most is written', async () => {
    const file = slowFile();
    const brakes: boolean[] = [];
    const writer = createInstanceWriter(file, head, surroundings(false), (on) => brakes.push(on));
    let written = 0;
    while (!brakes.includes(true) && written < 10 * MiB) {
      writer.write(Buffer.alloc(65_536));
      written += 65_536;
    }
    expect(brakes).toEqual([true]);
    expect(written).toBeLessThan(1.2 * MiB);
    const read = readAll(file);
    await expect.poll(() => brakes).toEqual([true, false]);
    await writer.finish();
    writer.close();
    expect(await read).toBe(written + head.length);
  });

  it('has a file that is not wanted any more until it has taken what it was given, and tells when it is gone', async () => {
    const file = slowFile();
    let isGone = false;
    const writer = createInstanceWriter(file, head, surroundings(false), () => undefined);
    writer.write(Buffer.alloc(MiB));
    writer.remove(() => {
      isGone = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect([isGone, existsSync(file.path)]).toEqual([false, true]);
    const read = readAll(file);
    await expect.poll(() => isGone, { timeout: 10_000 }).toBe(true);
    expect(existsSync(file.path)).toBe(false);
    await read;
  });

  it('shared by many senders makes all of them wait long before the memory is full', async () => {
    const shared = surroundings(false);
    const waiting: boolean[] = Array.from({ length: 64 }, () => false);
    const file = slowFile();
    const writers = waiting.map((_one, index) =>
      createInstanceWriter(file, head, shared, (on) => (waiting[index] = on)),
    );
    let written = 0;
    for (let round = 0; round < 200; round += 1) {
      for (const [index, writer] of writers.entries()) {
        if (waiting[index]) continue;
        writer.write(Buffer.alloc(65_536));
        written += 65_536;
      }
    }
    expect(waiting.every(Boolean)).toBe(true);
    expect(written).toBeLessThan(32 * MiB);
    void readAll(file);
    const [first, ...others] = writers;
    for (const writer of others) await writer.finish();
    first?.remove();
  });
});
