import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applicationFolders } from '../context/index.ts';
import { createVersions } from './versions.ts';
import type { ServiceVersions } from './versions.ts';

let root: string;
let versions: ServiceVersions;

const folders = () => applicationFolders(root);
function write(file: string, text: string): void {
  const target = path.join(root, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, text);
}
const keptFiles = () => readdirSync(path.join(root, 'service-versions', 'files')).length;

beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'versions-'));
  versions = createVersions(folders());
  write('registry/lungs/__init__.py', 'def callback(**kwargs): return True\n');
  write('modules/lungs/__init__.py', 'def worker(**kwargs): return 1\n');
  write('modules/lungs/weights.bin', 'w'.repeat(2_000_000));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('versions of a service', () => {
  it('gives the code of then back after the installed one was edited, weights kept once', async () => {
    const first = await versions.keep('lungs');
    write('modules/lungs/__init__.py', 'def worker(**kwargs): return 2\n');
    const second = await versions.keep('lungs');
    expect(second).not.toBe(first);
    // Weights and registry are shared: 3 files of the first version, 1 more of the second.
    expect(keptFiles()).toBe(4);
    const target = {
      registry: path.join(root, 'then', 'registry'),
      modules: path.join(root, 'then', 'modules'),
    };
    await versions.place(first, target);
    expect(readFileSync(path.join(target.modules, 'lungs', '__init__.py'), 'utf8')).toContain('return 1');
    expect(existsSync(path.join(target.modules, 'lungs', 'weights.bin'))).toBe(true);
    expect(existsSync(path.join(target.registry, 'lungs', '__init__.py'))).toBe(true);
  });

  it('sees an edit of the same length, a new file, and a file that went away', async () => {
    const seen = new Set([await versions.keep('lungs')]);
    write('modules/lungs/__init__.py', 'def worker(**kwargs): return 9\n');
    seen.add(await versions.keep('lungs'));
    write('modules/lungs/parts/more.py', '');
    seen.add(await versions.keep('lungs'));
    rmSync(path.join(root, 'registry/lungs/__init__.py'));
    seen.add(await versions.keep('lungs'));
    expect(seen.size).toBe(4);
  });

  it('does not take what Python compiles for a change', async () => {
    const before = await versions.keep('lungs');
    write('modules/lungs/__pycache__/__init__.cpython-311.pyc', 'compiled');
    expect(await versions.keep('lungs')).toBe(before);
  });

  it('removes what nothing refers to, and never what another version shares or was just kept', async () => {
    const first = await versions.keep('lungs');
    write('modules/lungs/__init__.py', 'def worker(**kwargs): return 2\n');
    const second = await versions.keep('lungs');
    await versions.removeUnused(() => false);
    expect(await versions.has(first)).toBe(true);

    const later = createVersions(folders());
    await later.removeUnused((version) => version === second);
    expect(await later.has(first)).toBe(false);
    expect(await later.has(second)).toBe(true);
    expect(keptFiles()).toBe(3);
  });

  it('does not look outside its folder for a version with a strange name', async () => {
    expect(await versions.has('../services')).toBe(false);
  });
});
