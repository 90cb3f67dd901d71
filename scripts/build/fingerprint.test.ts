import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hashOf } from './fingerprint.ts';

let base: string;
const at = (...parts: string[]) => path.join(base, ...parts);
const now = () => hashOf(base, ['src', 'package.json']);

beforeEach(() => {
  base = mkdtempSync(path.join(os.tmpdir(), 'fingerprint-'));
  mkdirSync(at('src', 'deep'), { recursive: true });
  writeFileSync(at('package.json'), '{}');
  writeFileSync(at('src', 'a.ts'), 'one');
  writeFileSync(at('src', 'deep', 'b.tsx'), 'two');
});
afterEach(() => rmSync(base, { recursive: true }));

test('a change of what is built from is not missed: content, name, a file more, a file less', () => {
  const seen = new Set([now()]);
  const changed = (change: () => void) => {
    change();
    const before = seen.size;
    seen.add(now());
    return seen.size > before;
  };
  expect(changed(() => writeFileSync(at('src', 'deep', 'b.tsx'), 'tow'))).toBe(true);
  expect(changed(() => renameSync(at('src', 'a.ts'), at('src', 'c.ts')))).toBe(true);
  expect(changed(() => writeFileSync(at('src', 'deep', 'd.css'), ''))).toBe(true);
  expect(changed(() => rmSync(at('src', 'deep', 'd.css')) ?? writeFileSync(at('package.json'), '{ }'))).toBe(
    true,
  );
});

test('what was moved between two files is a change', () => {
  writeFileSync(at('src', 'a.ts'), 'ab');
  writeFileSync(at('src', 'b.ts'), 'c');
  const before = now();
  writeFileSync(at('src', 'a.ts'), 'a');
  writeFileSync(at('src', 'b.ts'), 'bc');
  expect(now()).not.toBe(before);
});

test('nothing is built again for a test, or for a file that was only touched', () => {
  const before = now();
  writeFileSync(at('src', 'deep', 'b.test.tsx'), 'a test');
  utimesSync(at('src', 'a.ts'), new Date(), new Date());
  expect(now()).toBe(before);
});
