import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { JsonValue } from '../../../../contract/index.ts';
import { compareFiles } from './compareFiles.ts';
import { compareValues } from './compareValues.ts';

describe('comparing two results', () => {
  it('tells path by path what was added, removed and changed, keys with odd characters quoted', () => {
    const differences = compareValues(
      { volumes: [{ mean: 1, unit: 'ml' }, 2], gone: 1, 'a.b': [1] },
      { volumes: [{ mean: 2, unit: 'ml' }], new: null, 'a.b': [1, 2] },
    );
    expect(new Map(differences.map(({ path: where, ...what }) => [where, what]))).toEqual(
      new Map<string, object>([
        ['volumes[0].mean', { kind: 'changed', before: 1, after: 2 }],
        ['volumes[1]', { kind: 'removed', before: 2 }],
        ['gone', { kind: 'removed', before: 1 }],
        ['["a.b"][1]', { kind: 'added', after: 2 }],
        ['new', { kind: 'added', after: null }],
      ]),
    );
  });

  it.each([
    [{ absolute: 0.1, relative: 0 }, 100, 100.05, true],
    [{ absolute: 0.1, relative: 0 }, 100, 100.2, false],
    [{ absolute: 0, relative: 0.01 }, 100, 100.9, true],
    [{ absolute: 0, relative: 0.01 }, -100, -102, false],
    [{ absolute: 0, relative: 0.01 }, 0, 0, true],
    [{ absolute: 1, relative: 0 }, 1, '1', false],
    [{ absolute: 1, relative: 0 }, 1, null, false],
  ])('within %j takes %j and %j as the same: %j', (tolerance, before, after, same) => {
    expect(compareValues(before, after, tolerance).length === 0).toBe(same);
  });

  it('finds nothing between a value and itself, and something wherever one leaf was changed', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        const [before, after] = [one, other] as [JsonValue, JsonValue];
        expect(compareValues(before, structuredClone(before))).toEqual([]);
        const same = JSON.stringify(sorted(before)) === JSON.stringify(sorted(after));
        expect(compareValues(before, after).length === 0).toBe(same);
      }),
    );
  });

  it('does not run out of stack on a result that is nested 100,000 deep', () => {
    const deep = (leaf: number) => {
      let value: JsonValue = leaf;
      for (let level = 0; level < 100_000; level++) value = [value];
      return value;
    };
    expect(compareValues(deep(1), deep(2))).toHaveLength(1);
  });
});

/** With keys in order, and no negative zero. */
function sorted(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value)
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, item]) => [key, sorted(item)]),
    );
  }
  return value;
}

describe('comparing files', () => {
  it('shows small texts line by line, others by size and hash, and says what cannot be read any more', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'compare-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const write = (name: string, content: string | Buffer) => {
      const file = path.join(folder, name);
      writeFileSync(file, content);
      return file;
    };
    const before = [
      { path: 'a.csv', file: write('a1', 'x,y\n1,2\n') },
      { path: 'b.bin', file: write('b1', Buffer.from([0, 1])) },
      { path: 'c.txt', file: write('c1', 'same') },
      { path: 'd.txt', file: write('d1', 'old') },
      { path: 'e.txt', file: path.join(folder, 'not there') },
    ];
    const after = [
      { path: 'a.csv', file: write('a2', 'x,y\n1,3\n') },
      { path: 'b.bin', file: write('b2', Buffer.from([0, 2])) },
      { path: 'c.txt', file: write('c2', 'same') },
      { path: 'e.txt', file: write('e2', 'new') },
      { path: 'f.txt', file: write('f2', 'new') },
    ];
    const compared = await compareFiles(before, after);
    expect(compared.map(({ path: name, change }) => [name, change])).toEqual([
      ['a.csv', 'changed'],
      ['b.bin', 'changed'],
      ['c.txt', 'same'],
      ['d.txt', 'removed'],
      ['e.txt', 'unreadable'],
      ['f.txt', 'added'],
    ]);
    expect(compared[0]?.diff).toMatch(/^--- a\.csv/);
    expect(compared[0]?.diff).toContain('-1,2\n+1,3\n');
    expect(compared[1]).toMatchObject({ diff: null, before: { size: 2 }, after: { size: 2 } });
  });
});
