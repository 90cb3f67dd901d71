import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { pageWeight } from './pageWeight.ts';

/** Text that gzip cannot make much smaller. */
function noise(bytes: number): string {
  let state = 7;
  const next = () => (state = (state * 48271) % 2147483647) % 94;
  return `//${Array.from({ length: bytes }, () => String.fromCodePoint(33 + next())).join('')}\n`;
}

it('code that a view brings is no part of the start, and the viewer of neither sum', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'page-weight-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(path.join(folder, 'assets'));
  const files = {
    'index.html': '<script type="module" src="./assets/index-1.js"></script>',
    'assets/index-1.js': `import{a}from"./shared-1.js";import(\`./runs-1.js\`);import(\`./viewer-1.js\`);import(\`./documents-1.js\`);${noise(1000)}`,
    'assets/shared-1.js': `export const a=1;${noise(10_000)}`,
    'assets/runs-1.js': `import"./shared-1.js";${noise(30_000)}`,
    'assets/viewer-1.js': noise(200_000),
    'assets/documents-1.js': noise(100_000),
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  const { startKb, wholeKb, largest } = pageWeight(folder);
  expect(startKb).toBeGreaterThan(8);
  expect(startKb).toBeLessThan(13);
  expect(wholeKb).toBeGreaterThan(30);
  expect(wholeKb).toBeLessThan(45);
  expect(largest[0]?.name).toBe('shared-1.js');
});
