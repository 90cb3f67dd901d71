import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { nameCards } from './nameCards.ts';

it.skipIf(process.platform === 'win32')(
  'a card is the same by its number, its UUID, the beginning of that and in the Container Device Interface',
  async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'tool-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = path.join(folder, 'nvidia-smi');
    writeFileSync(
      file,
      '#!/bin/sh\n[ "$1" = --query-gpu=index,uuid ] && echo "0, GPU-aa11" && echo "1, GPU-bb22"\n',
    );
    chmodSync(file, 0o755);
    const cardOf = nameCards({ PATH: folder });
    await expect.poll(() => cardOf('1'), { timeout: 30_000 }).toBe('GPU-bb22');
    const names = ['0', 'GPU-aa11', 'GPU-aa', 'nvidia.com/gpu=0', 'nvidia.com/gpu=GPU-aa11'];
    expect(new Set(names.map(cardOf))).toEqual(new Set(['GPU-aa11']));
    expect(['2', 'GPU-cc33', 'GPU-', 'MIG-1'].map(cardOf)).toEqual(['2', 'GPU-cc33', 'GPU-', 'MIG-1']);
  },
);

it('where the driver tells nothing, each name is a card of its own', () => {
  const cardOf = nameCards({ PATH: '/nonexistent' });
  expect(['0', 'GPU-aa11', 'nvidia.com/gpu=0'].map(cardOf)).toEqual(['0', 'GPU-aa11', '0']);
});
