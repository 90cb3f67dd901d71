import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { inspectMachine } from './machine.ts';

/** A folder with the driver's tool, as a script. */
function toolThat(does: string): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tool-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'nvidia-smi');
  writeFileSync(file, `#!/bin/sh\n${does}\n`);
  chmodSync(file, 0o755);
  return folder;
}
const cards = async (env: Record<string, string>) => (await inspectMachine(env)).gpus;

it.each([
  ['0,1', ['0', '1']],
  [' 2 , GPU-8f3a ', ['2', 'GPU-8f3a']],
  ['', []],
  ['-1', []],
  ['1,-1,2', ['1']],
  ['NoDevFiles', []],
])('graphics cards are those that CUDA_VISIBLE_DEVICES=%j leaves', async (value, expected) => {
  expect(await cards({ CUDA_VISIBLE_DEVICES: value, PATH: toolThat('echo 7') })).toEqual(expected);
});

it.skipIf(process.platform === 'win32')(
  'else they are what the driver lists; what it complains of is no card',
  async () => {
    expect(await cards({ PATH: toolThat('echo 0; echo 1') })).toEqual(['0', '1']);
    expect(await cards({ PATH: toolThat('echo "No devices were found"') })).toEqual([]);
    expect(await cards({ PATH: toolThat('echo 0; exit 9') })).toEqual([]);
    expect(await cards({ PATH: '/nonexistent' })).toEqual([]);
  },
);
