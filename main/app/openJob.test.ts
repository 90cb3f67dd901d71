import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openInTerminal } from './openJob.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'open-job-'));
  vi.stubEnv('DISPLAY', ':99');
  vi.stubEnv('PATH', folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

it.runIf(process.platform === 'linux')(
  'hands a program to the terminal as it is, whatever stands in its arguments',
  async () => {
    const seen = path.join(folder, 'seen');
    writeFileSync(
      path.join(folder, 'xterm'),
      `#!${process.execPath}\nconst fs = require('fs');\nfs.writeFileSync(${JSON.stringify(`${seen}.part`)}, JSON.stringify(process.argv.slice(2)));\nfs.renameSync(${JSON.stringify(`${seen}.part`)}, ${JSON.stringify(seen)});\n`,
    );
    chmodSync(path.join(folder, 'xterm'), 0o755);
    const program = ['/usr/bin/python3', "a b; rm -rf '$HOME'", 'shell'];
    expect(await openInTerminal(program)).toBe(true);
    await expect.poll(() => existsSync(seen), { timeout: 30_000 }).toBe(true);
    expect(JSON.parse(readFileSync(seen, 'utf8'))).toEqual(['-e', ...program]);
  },
);

it.runIf(process.platform === 'linux')(
  'says that there is no terminal, so that the command can be shown',
  async () => {
    expect(await openInTerminal(['/usr/bin/python3'])).toBe(false);
  },
);
