import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applicationNameSchema } from '../../../contract/index.ts';
import { createApplication, readKnownApplications, readSettings } from './index.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(path.join(os.tmpdir(), 'applications-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const create = (name: string, folder?: string) => createApplication(home, { name, folder, options: {} });

describe('creating an application', () => {
  it('makes a folder that is complete in itself and remembers it', () => {
    const made = create('Lung research');
    expect(existsSync(path.join(made.folder, 'application.json'))).toBe(true);
    expect(readSettings(path.join(made.folder, 'application.json'))).toMatchObject({
      name: 'Lung research',
      options: { grouping: 'patient', quietSeconds: 30, fullTags: true },
    });
    expect(readKnownApplications(home)).toEqual([made]);
  });

  it('refuses a name or a folder that is taken, whatever its case, and changes nothing', () => {
    const made = create('Lung');
    for (const attempt of [() => create('lung'), () => create('Other', made.folder)]) {
      expect(attempt).toThrow(expect.objectContaining({ code: 'application-exists' }));
    }
    expect(readKnownApplications(home)).toEqual([made]);
  });

  it('refuses a folder with other things in it, a file, and a path that is not full', () => {
    const full = path.join(home, 'full');
    mkdirSync(full);
    writeFileSync(path.join(full, 'thesis.txt'), 'precious');
    for (const folder of [full, path.join(full, 'thesis.txt'), 'relative/path']) {
      expect(() => create('X', folder)).toThrow(expect.objectContaining({ code: 'folder-not-usable' }));
    }
    expect(readFileSync(path.join(full, 'thesis.txt'), 'utf8')).toBe('precious');
    expect(existsSync(path.join(full, 'application.json'))).toBe(false);
  });

  it('takes in the folder of an application that another data home made', () => {
    const made = create('Moved');
    const other = mkdtempSync(path.join(os.tmpdir(), 'applications-'));
    const taken = createApplication(other, { name: 'Anything', folder: made.folder, options: {} });
    expect(taken).toEqual(made);
    rmSync(other, { recursive: true, force: true });
  });

  it('does not forget the applications when their list is damaged', () => {
    create('One');
    writeFileSync(path.join(home, 'applications.json'), '{"version": 1, "applic');
    expect(() => create('Two')).toThrow(expect.objectContaining({ code: 'application-damaged' }));
  });
});

describe('the name of an application', () => {
  it.each([
    '',
    '  ',
    'a/b',
    'a\\b',
    '..',
    '.hidden',
    'NUL',
    'com1.txt',
    'tab\there',
    'x'.repeat(101),
    'end.',
    'a:b',
  ])('must not be %j', (name) => {
    expect(applicationNameSchema.safeParse(name).success).toBe(false);
  });

  it.each(['Demo', 'Lunge München', '研究', "O'Brien $(study)", 'a.b'])('may be %j', (name) => {
    expect(applicationNameSchema.safeParse(name).success).toBe(true);
  });
});
