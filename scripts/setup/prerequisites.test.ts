import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { requireNode, requirePython } from './prerequisites.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'prerequisites-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A command that answers like a Python of that version. */
function pythonOf(version: string): string[] {
  const script = path.join(folder, `python-${version}.cjs`);
  writeFileSync(script, `console.log(${JSON.stringify(version)})`);
  return [process.execPath, script];
}

test('a Node that is too old is named, with the one that is needed', () => {
  expect(() => requireNode('18.20.4')).toThrow(/needs Node 20 or newer, and this is Node 18\.20\.4/);
  expect(() => requireNode('20.0.0')).not.toThrow();
  expect(() => requireNode('100.1.0')).not.toThrow();
});

test('a machine without Python gets one sentence that says what to do', () => {
  expect(() => requirePython([[path.join(folder, 'nothing')]])).toThrow(
    /needs Python 3\.6 or newer.*none was found.*DCM_PROCESSOR_PYTHON/,
  );
});

test('a Python that is too old is passed over for one that is not, and named when it is the only one', () => {
  expect(requirePython([pythonOf('2.7.18'), pythonOf('3.6.0')])).toBe('3.6.0');
  expect(() => requirePython([pythonOf('3.5.10')])).toThrow(/is Python 3\.5\.10/);
  expect(requirePython([pythonOf('3.10.1')])).toBe('3.10.1');
});

test('a command that is called python but is none is passed over', () => {
  const script = path.join(folder, 'shop.cjs');
  writeFileSync(
    script,
    `console.log('Python was not found; run without arguments to install from the store')`,
  );
  expect(() => requirePython([[process.execPath, script]])).toThrow(/none was found/);
});

test('the Python of this machine is found', () => {
  expect(requirePython()).toMatch(/^3\.\d+\.\d+$/);
});
