import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { compareFiles } from './index.ts';

function openFolder() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'compare-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return (name: string, text: string) => {
    const absolute = path.join(folder, name);
    writeFileSync(absolute, text);
    return absolute;
  };
}
const { signal } = new AbortController();

it('spends no second on each of many files that differ too much, and shows how short ones differ all the same', async () => {
  const write = openFolder();
  const lines = (seed: number) =>
    Array.from({ length: 40_000 }, (_, line) => ((line + seed) * 7919) % 100_003).join('\n');
  const [before, after] = [write('before', lines(1)), write('after', lines(50_000))];
  const many = (absolute: string) =>
    Array.from({ length: 100 }, (_, number) => ({ relative: `long-${number}.txt`, absolute }));
  const { files } = await compareFiles(
    [...many(before), { relative: 'short.txt', absolute: write('one', 'one\n') }],
    [...many(after), { relative: 'short.txt', absolute: write('two', 'two\n') }],
    signal,
  );
  expect(files).toHaveLength(101);
  expect(files.at(-1)?.diff).toContain('-one\n+two');
  expect(files[0]).toMatchObject({ path: 'long-0.txt', change: 'changed', diff: null });
});

it('reads nothing of files of which both hashes are known to be the same', async () => {
  const gone = { relative: 'weights.bin', absolute: path.join(os.tmpdir(), 'nowhere'), hash: 'a' };
  expect(await compareFiles([gone], [gone], signal)).toEqual({ files: [], leftOut: 0 });
});

it('finds a change by content alone where only one hash is known', async () => {
  const write = openFolder();
  const [was, same, other] = [write('was', 'one'), write('same', 'one'), write('other', 'two')];
  const before = ['same', 'other'].map((relative) => ({ relative, absolute: was, hash: 'unlike' }));
  const after = [
    { relative: 'same', absolute: same },
    { relative: 'other', absolute: other },
  ];
  const { files } = await compareFiles(before, after, signal);
  expect(files.map((file) => file.path)).toEqual(['other']);
});
