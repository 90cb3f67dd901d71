import { expect, test } from 'vitest';
import { ownAmong, referencesOf } from './ownImages.ts';

test('names of own images are known with the registry that Podman puts before them, and no others are', () => {
  const names = referencesOf([
    'dcm-processor/head-ct-1a2b3c/net:2',
    'localhost/dcm-processor/head-ct-1a2b3c/net:1',
    'docker.io/dcm-processor/head-ct-1a2b3c/net:0',
    'localhost/mine:1',
    'ghcr.io/dcm-processor/net:1',
    '<none>:<none>',
  ]);
  expect(names).toHaveLength(5);
  expect(ownAmong(names)).toEqual([2, 1, 0].map((tag) => `dcm-processor/head-ct-1a2b3c/net:${tag}`));
  expect(referencesOf(null)).toEqual([]);
});
