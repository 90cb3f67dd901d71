import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { build } from 'vite';
import { leftOut } from './leftOut.ts';

it('a package that is left out is not looked for, and what requires it still loads', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'left-out-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const entry = path.join(folder, 'entry.cjs');
  writeFileSync(entry, "const { Client } = require('not-installed');\nmodule.exports = typeof Client;\n");
  const outDir = path.join(folder, 'out');
  await build({
    configFile: false,
    root: folder,
    logLevel: 'silent',
    plugins: [leftOut(['not-installed'])],
    ssr: { target: 'node', noExternal: true },
    build: { ssr: true, outDir, rolldownOptions: { input: entry, output: { entryFileNames: 'entry.mjs' } } },
  });
  const bundled: { default: unknown } = await import(path.join(outDir, 'entry.mjs'));
  expect(bundled.default).toBe('undefined');
});
