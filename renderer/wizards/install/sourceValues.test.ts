import { expect, test } from 'vitest';
import { emptySource, keptSource, sourceOf, sourceProblems, sourceValuesSchema } from './sourceValues.ts';

const git = { ...emptySource, kind: 'git' } as const;
const archive = { ...emptySource, kind: 'archive' } as const;

test('only what was filled in is asked for, without the blanks around it', () => {
  expect(sourceOf({ ...emptySource, folder: ' /data/lung ' })).toEqual({
    kind: 'folder',
    path: '/data/lung',
  });
  expect(sourceOf({ ...git, git: { ...git.git, url: ' https://git.example/a.git', ref: '' } })).toEqual({
    kind: 'git',
    url: 'https://git.example/a.git',
    subfolder: '',
    submodules: true,
  });
});

test('an archive is fetched where it has an address, and read where it is a file', () => {
  const at = (place: string) => sourceOf({ ...archive, archive: { ...archive.archive, place } });
  expect(at('https://example.org/a.zip')).toMatchObject({ url: 'https://example.org/a.zip' });
  expect(at('C:\\data\\a.zip')).toMatchObject({ path: 'C:\\data\\a.zip' });
  expect(at('/data/a.tar.gz')).toMatchObject({ path: '/data/a.tar.gz' });
});

test('what can be told without looking is told at the field that it was typed into', () => {
  expect(sourceProblems(emptySource)).toEqual({ 'source.folder': 'Must not be empty.' });
  const fields = { url: '', ref: '', subfolder: '../out', submodules: true };
  expect(Object.keys(sourceProblems({ ...git, git: fields }))).toEqual([
    'source.git.url',
    'source.git.subfolder',
  ]);
  const wrong = { place: '/a.zip', subfolder: '/etc', sha256: 'abc' };
  expect(Object.keys(sourceProblems({ ...archive, archive: wrong }))).toEqual([
    'source.archive.subfolder',
    'source.archive.sha256',
  ]);
});

test('what is kept of the wizard is read again as it was', () => {
  expect(sourceValuesSchema.parse(JSON.parse(JSON.stringify(git)))).toEqual(git);
});

test('a password is not even kept while it is typed', () => {
  const url = 'https://ada:hunter2@git.example/a.git';
  for (let typed = 10; typed <= url.length; typed += 1) {
    const part = url.slice(0, typed);
    const kept = keptSource({
      ...git,
      git: { ...git.git, url: part },
      archive: { ...git.archive, place: part },
    });
    expect(JSON.stringify(kept)).not.toMatch(/ada|hunt/);
  }
  expect(keptSource({ ...git, git: { ...git.git, url } }).git.url).toBe('https://git.example/a.git');
});
