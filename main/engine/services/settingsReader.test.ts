import { mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createSettingsReader } from './settingsReader.ts';

let file: string;
beforeEach(() => {
  file = path.join(mkdtempSync(path.join(os.tmpdir(), 'settings-reader-')), 'settings.json');
});
afterEach(() => rmSync(path.dirname(file), { recursive: true }));

const write = (jobName: string) =>
  writeFileSync(file, JSON.stringify({ jobName, worker: 'a.b', callback: 'a.c' }));
const namesOf = (read: ReturnType<typeof createSettingsReader>) =>
  read(file, 'settings.json').jobs.map(({ jobName }) => jobName);
const later = () => Date.now() + 60_000;

it('a file that stays as it is is read once', () => {
  const read = createSettingsReader(later);
  write('first');
  expect(read(file, 'settings.json')).toBe(read(file, 'settings.json'));
});

it('a change is seen, also one of the same length that keeps the time of the file', () => {
  const read = createSettingsReader(later);
  write('first');
  const { atime, mtime } = statSync(file);
  expect(namesOf(read)).toEqual(['first']);
  write('other');
  utimesSync(file, atime, mtime);
  expect(namesOf(read)).toEqual(['other']);
});

it('what was changed just now is read again, for the clock of the file may not tell of the next change', () => {
  const read = createSettingsReader();
  write('first');
  expect(read(file, 'settings.json')).not.toBe(read(file, 'settings.json'));
});

it('a file that goes is missing at once, and is read anew when it comes back', () => {
  const read = createSettingsReader(later);
  write('first');
  expect(namesOf(read)).toEqual(['first']);
  rmSync(file);
  expect(read(file, 'settings.json').findings).toMatchObject([{ code: 'file-missing' }]);
  write('back');
  expect(namesOf(read)).toEqual(['back']);
});
