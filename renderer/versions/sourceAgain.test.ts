import { expect, test } from 'vitest';
import { sourceSchema } from '../../contract/index.ts';
import { sourceAgain } from './sourceAgain.ts';

const origin = {
  path: null,
  url: null,
  ref: null,
  commit: null,
  submodules: true,
  subfolder: '',
  contentHash: 'x',
};

test('whatever something came from is asked for in the same way again', () => {
  const sources = [
    sourceAgain({ ...origin, kind: 'folder', path: '/data/lung' }),
    sourceAgain({
      ...origin,
      kind: 'git',
      url: 'https://git.example/a.git',
      ref: 'main',
      commit: 'abc',
      subfolder: 'lung',
    }),
    sourceAgain({ ...origin, kind: 'git', path: '/repositories/a', submodules: false }),
    sourceAgain({ ...origin, kind: 'archive', url: 'https://example.org/a.zip', subfolder: 'lung' }),
    sourceAgain({ ...origin, kind: 'archive', path: '/data/a.zip' }),
  ];
  expect(sources).toMatchObject([
    { kind: 'folder', path: '/data/lung' },
    // The branch, not the commit of then: that would never change.
    { kind: 'git', url: 'https://git.example/a.git', ref: 'main', subfolder: 'lung' },
    { kind: 'git', url: '/repositories/a', submodules: false },
    { kind: 'archive', url: 'https://example.org/a.zip', subfolder: 'lung' },
    { kind: 'archive', path: '/data/a.zip' },
  ]);
  expect(sources.every((source) => sourceSchema.safeParse(source).success)).toBe(true);
});

test('what came by hand cannot be asked for again', () => {
  expect(sourceAgain(null)).toBeNull();
});
