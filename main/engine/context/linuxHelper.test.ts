import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { linuxHelper } from './linuxHelper.ts';

const { helper } = linuxHelper();
/** As a caller without types could call it. */
const loose = helper as unknown as Record<string, (...values: unknown[]) => unknown>;

describe.skipIf(helper === null)('the helper of Linux', () => {
  it('survives what is no descriptor, and wrong numbers of arguments', () => {
    for (const name of ['quickAck', 'startWriting']) {
      for (const wrong of [-1, 1e9, Number.NaN, 'x', undefined, {}]) {
        expect(loose[name]?.(wrong)).toBe(false);
        expect(loose[name]?.(wrong, wrong, wrong)).toBe(false);
      }
      expect(loose[name]?.()).toBe(false);
    }
  });

  it('starts writing without changing the file, and refuses bytes that no file has', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'helper-'));
    const file = path.join(folder, 'file');
    const fd = openSync(file, 'wx+');
    onTestFinished(() => {
      closeSync(fd);
      rmSync(folder, { recursive: true });
    });
    const bytes = Buffer.alloc(300_000, 7);
    writeSync(fd, bytes);
    expect(helper?.startWriting(fd, 0, bytes.length)).toBe(true);
    expect(helper?.startWriting(fd, 1, bytes.length * 10)).toBe(true);
    expect(helper?.startWriting(fd, -1, 10)).toBe(false);
    expect(helper?.startWriting(fd, 0, 0)).toBe(false);
    expect(readFileSync(file).equals(bytes)).toBe(true);
  });
});
