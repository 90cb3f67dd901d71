import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readDesktopSettings, writeDesktopSettings } from './desktopSettings.ts';

test('what was chosen is kept, and a file that cannot be read asks again instead of failing', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'desktop-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'window', 'desktop.json');
  const usual = readDesktopSettings(file);
  expect(usual).toMatchObject({ closing: 'ask', notifications: { patientNames: false } });
  writeDesktopSettings(file, { ...usual, closing: 'hide' });
  expect(readDesktopSettings(file).closing).toBe('hide');
  writeFileSync(file, '{"closing":"explode"}');
  expect(readDesktopSettings(file)).toEqual(usual);
  writeFileSync(file, '{"clo');
  expect(readDesktopSettings(file)).toEqual(usual);
});
