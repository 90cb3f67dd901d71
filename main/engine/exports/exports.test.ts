import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { open as openFile } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { buildInstance } from '../../../scripts/phantom/index.ts';
import type { Chosen } from '../../../contract/index.ts';
import { openTestArchive } from '../archive/testing/index.ts';
import type { TestArchive } from '../archive/testing/index.ts';
import { getTask, listImportNotes } from '../history/index.ts';
import { createExports } from './index.ts';
import type { Exports } from './index.ts';
import type { Anonymizers } from './types.ts';

let root: string;
let outside: string;
let test: TestArchive;
let open: Exports[];
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'exports-'));
  outside = path.join(root, 'outside');
  mkdirSync(outside);
  mkdirSync(path.join(root, 'application'));
  test = openTestArchive(path.join(root, 'application'));
  open = [];
});
afterEach(async () => {
  for (const exports of open) await exports.close();
  await test.close();
  rmSync(root, { recursive: true, force: true });
});

const noAnonymizers: Anonymizers = {
  list: () => [],
  run: () => Promise.reject(new Error('not asked for')),
  clear: () => Promise.resolve(),
};
/** Writes over the name and identifier as some do, leaves one as it was, forgets the name in another. */
function sloppy(): Anonymizers {
  return {
    list: () => ['anonymizer'],
    clear: () => Promise.resolve(),
    async run(_asked, use) {
      const folder = mkdtempSync(path.join(root, 'data-'));
      const sources = test.files().map((name) => path.join(test.context.folders.archive, name));
      sources.forEach((source, index) => {
        const bytes = readFileSync(source);
        if (index > 0) bytes.write('XXX', bytes.indexOf('A/1'), 'latin1');
        if (index > 1) {
          bytes.write('NOBODY^NONE ', bytes.indexOf('MÜLLER^ANNA'), 'latin1');
        }
        writeFileSync(path.join(folder, `${index}.dcm`), bytes);
      });
      writeFileSync(path.join(folder, 'report.txt'), 'no DICOM');
      await use(folder);
      rmSync(folder, { recursive: true });
    },
  };
}
function start(anonymizers = noAnonymizers): Exports {
  const exports = createExports(test.context, { instances: test.archive, anonymizers });
  open.push(exports);
  return exports;
}
async function take(...files: Uint8Array[]): Promise<void> {
  const staged = [];
  for (const bytes of files) staged.push(await test.stage(bytes));
  await test.archive.take(staged, () => undefined);
}
const hasDcmtk = spawnSync('storescp', ['--version']).status === 0;
const dcmtk = (cwd: string, tool: string, given: readonly string[]) =>
  execFileSync(tool, given, { cwd, encoding: 'utf8' });
const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const below = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();
async function ended(task: { id: string }) {
  await expect
    .poll(() => getTask(test.context.history, task.id).state, { timeout: 20_000 })
    .not.toBe('running');
  return getTask(test.context.history, task.id);
}
const all: Chosen = { patients: ['A/1'], studies: [], series: [] };
const asFolder = { ...all, form: 'folder', layout: 'names', service: null } as const;
const asZip = { ...asFolder, form: 'zip' } as const;

const patient = { PatientID: 'A/1', PatientName: 'MÜLLER^ANNA', StudyDate: '20240501' };
const originals = () => [
  buildInstance({
    ...patient,
    StudyDescription: 'CT: Thorax?',
    SeriesNumber: 1,
    SeriesDescription: 'con',
    InstanceNumber: 1,
  }),
  buildInstance({
    ...patient,
    StudyDescription: 'CT: Thorax?',
    SeriesNumber: 1,
    SeriesDescription: 'con',
    InstanceNumber: 2,
  }),
  buildInstance({
    ...patient,
    StudyDescription: 'CT: Thorax?',
    SeriesNumber: 2,
    SeriesDescription: '../up',
    Modality: 'MR',
  }),
];

describe('exporting as a folder', () => {
  it('names files for people and safely, whatever descriptions hold, and copies them byte by byte', async () => {
    const files = originals();
    await take(...files);
    const target = path.join(outside, 'For Anna');
    const task = await ended(await start().start({ ...asFolder, target }));
    expect(task).toMatchObject({ state: 'succeeded', done: 3, total: 3, problem: null });
    expect(below(target)).toEqual([
      'A 1/2024-05-01 CT Thorax/001 con/0001.dcm',
      'A 1/2024-05-01 CT Thorax/001 con/0002.dcm',
      'A 1/2024-05-01 CT Thorax/002 .. up/0001.dcm',
    ]);
    const written = below(target).map((name) => hash(readFileSync(path.join(target, name))));
    expect(new Set(written)).toEqual(new Set(files.map(hash)));
    expect(readdirSync(outside)).toEqual(['For Anna']);
  });

  it('refuses places where something is, that do not exist, or inside the application, before anything is written', async () => {
    await take(...originals());
    const exports = start();
    writeFileSync(path.join(outside, 'file'), '');
    mkdirSync(path.join(outside, 'full', 'of'), { recursive: true });
    const refused = async (target: string, code: string) =>
      expect(exports.start({ ...asFolder, target })).rejects.toThrow(expect.objectContaining({ code }));
    await refused(path.join(outside, 'file'), 'file-exists');
    await refused(path.join(outside, 'full'), 'file-exists');
    await refused(path.join(outside, 'none', 'there'), 'folder-not-usable');
    await refused(path.join(root, 'application', 'out'), 'folder-not-usable');
    await refused('relative', 'folder-not-usable');
    const preview = await exports.preview({ ...asFolder, target: path.join(outside, 'file') });
    expect(preview).toMatchObject({ goes: { instances: 3 }, findings: [{ code: 'target-exists' }] });
    // An empty folder, as a dialog makes it, is taken.
    mkdirSync(path.join(outside, 'empty'));
    const target = path.join(outside, 'empty');
    expect((await ended(await exports.start({ ...asFolder, target }))).state).toBe('succeeded');
    expect(below(target)).toHaveLength(3);
  });

  it('refuses folders of this program, also through a link and those of other applications', async () => {
    await take(...originals());
    const watched = path.join(root, 'watched');
    mkdirSync(watched);
    symlinkSync(path.join(root, 'application'), path.join(outside, 'link'));
    Object.assign(test.context, { ownPlaces: () => [watched] });
    const exports = start();
    for (const target of [path.join(outside, 'link', 'out'), path.join(watched, 'out')]) {
      const { findings } = await exports.preview({ ...asFolder, target });
      expect(findings).toMatchObject([{ code: 'target-in-application' }]);
      await expect(exports.start({ ...asFolder, target })).rejects.toMatchObject({
        code: 'folder-not-usable',
      });
    }
  });

  it.runIf(process.platform === 'linux')(
    'has flushed every file and folder before it counts as whole',
    async () => {
      await take(...originals());
      const handle = await openFile(root, 'r');
      const prototype = Object.getPrototypeOf(handle) as FileHandle;
      await handle.close();
      const flushed = new Set<string>();
      for (const call of ['datasync', 'sync'] as const) {
        const real = prototype[call];
        vi.spyOn(prototype, call).mockImplementation(function (this: FileHandle) {
          flushed.add(readlinkSync(`/proc/self/fd/${this.fd}`));
          return real.call(this);
        });
      }
      onTestFinished(() => void vi.restoreAllMocks());
      const target = path.join(outside, 'stick');
      const task = await ended(await start().start({ ...asFolder, target }));
      const part = `${target}.${task.id}.part`;
      const study = path.join(part, 'A 1', '2024-05-01 CT Thorax');
      expect(below(target).map((file) => path.join(part, file))).toSatisfy((files: string[]) =>
        files.every((file) => flushed.has(file)),
      );
      for (const folder of [path.join(study, '001 con'), study, path.dirname(study), part]) {
        expect(flushed).toContain(folder);
      }
    },
  );

  it.runIf(process.platform === 'linux')('closes every file before a flush that failed ends it', async () => {
    await take(...originals());
    const handle = await openFile(root, 'r');
    const prototype = Object.getPrototypeOf(handle) as FileHandle;
    await handle.close();
    let asked = 0;
    let active = 0;
    vi.spyOn(prototype, 'datasync').mockImplementation(async () => {
      asked += 1;
      if (asked === 1) throw Object.assign(new Error('EIO'), { code: 'EIO' });
      active += 1;
      await new Promise((resolve) => setTimeout(resolve, 300));
      active -= 1;
    });
    onTestFinished(() => void vi.restoreAllMocks());
    const task = await ended(await start().start({ ...asFolder, target: path.join(outside, 'stick') }));
    expect([task.state, asked > 1, active]).toEqual(['failed', true, 0]);
    expect(readdirSync(outside)).toEqual([]);
  });

  /** A task whose export is written and has no name yet, as an interruption leaves it. */
  async function whole(target: string, service: string | null = null): Promise<string> {
    const exports = start(service === null ? noAnonymizers : sloppy());
    const { id } = await exports.start({ ...asFolder, service, target });
    await ended({ id });
    await exports.close();
    renameSync(target, `${target}.${id}.part`);
    test.context.history.run(
      `UPDATE task SET state = 'running', finished_at = NULL, paths = json_set(paths, '$.isWhole', json('true'))
       WHERE id = ?`,
      [id],
    );
    return id;
  }

  it('is not cancelled any more when it is whole: it is there, and the task says so', async () => {
    await take(...originals());
    const target = path.join(outside, 'out');
    const id = await whole(target);
    const exports = start();
    expect(exports.cancel(id).state).toBe('running');
    expect((await ended({ id })).state).toBe('succeeded');
    expect(below(target)).toHaveLength(3);
  });

  it('is written anew, and can be cancelled, when it was whole and is not there any more', async () => {
    await take(...originals());
    const target = path.join(outside, 'out');
    const id = await whole(target, 'anonymizer');
    rmSync(`${target}.${id}.part`, { recursive: true });
    let begun = () => {};
    const isWriting = new Promise<void>((resolve) => (begun = resolve));
    const exports = start({
      ...sloppy(),
      run({ signal }) {
        begun();
        return new Promise((_, reject) =>
          signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true }),
        );
      },
    });
    await isWriting;
    expect(exports.cancel(id).state).toBe('cancelled');
    await exports.close();
    expect(readdirSync(outside)).toEqual([]);
  });

  it('removes what ended ones left one after the other, and opens whatever their rows hold', async () => {
    await take(...originals());
    const { history } = test.context;
    const ids: string[] = [];
    for (const name of ['one', 'two', 'three']) {
      ids.push(await whole(path.join(outside, name)));
      history.run("UPDATE task SET state = 'succeeded'");
    }
    history.run("UPDATE task SET state = 'failed', finished_at = created_at");
    history.run("UPDATE task SET paths = '{}' WHERE id = ?", [ids[1]!]);
    let active = 0;
    let most = 0;
    start({
      ...noAnonymizers,
      async clear() {
        most = Math.max(most, (active += 1));
        await new Promise((resolve) => setTimeout(resolve, 20));
        active -= 1;
      },
    });
    // What cannot be read names no file.
    await expect.poll(() => readdirSync(outside)).toEqual([`two.${ids[1]!}.part`]);
    expect(most).toBe(1);
  });

  it('leaves nothing of one that was whole before a restart when its name is taken by then', async () => {
    await take(...originals());
    const target = path.join(outside, 'out');
    const id = await whole(target);
    mkdirSync(target);
    writeFileSync(path.join(target, 'other'), '');
    start();
    expect(await ended({ id })).toMatchObject({ state: 'failed' });
    expect(readdirSync(outside)).toEqual(['out']);
  });

  it('leaves nothing when an original cannot be read, and says so', async () => {
    await take(...originals());
    rmSync(path.join(test.context.folders.archive, test.files()[0]!));
    const task = await ended(await start().start({ ...asFolder, target: path.join(outside, 'out') }));
    expect(task).toMatchObject({ state: 'failed', problem: expect.stringContaining('could not be written') });
    expect(readdirSync(outside)).toEqual([]);
  });

  it('leaves nothing when it is cancelled', async () => {
    await take(...originals());
    const exports = start();
    const { id } = await exports.start({ ...asFolder, target: path.join(outside, 'out') });
    exports.cancel(id);
    await exports.close();
    expect(getTask(test.context.history, id).state).toBe('cancelled');
    expect(readdirSync(outside)).toEqual([]);
  });
});

describe('exporting as a ZIP archive', () => {
  it('holds the same bytes by the same names, and is an archive that others can read', async () => {
    const files = originals();
    await take(...files);
    const target = path.join(outside, 'anna.zip');
    const task = await ended(await start().start({ ...asZip, target }));
    expect(task).toMatchObject({ state: 'succeeded', done: 3 });
    const folder = path.join(outside, 'unpacked');
    execFileSync('python3', ['-m', 'zipfile', '-e', target, folder]);
    const written = below(folder).map((name) => hash(readFileSync(path.join(folder, name))));
    expect(below(folder)).toContain('A 1/2024-05-01 CT Thorax/001 con/0002.dcm');
    expect(new Set(written)).toEqual(new Set(files.map(hash)));
    expect(readdirSync(outside).sort()).toEqual(['anna.zip', 'unpacked']);
  });

  it('leaves nothing, and the engine running, when an original cannot be read', async () => {
    await take(...originals());
    rmSync(path.join(test.context.folders.archive, test.files()[1]!));
    const task = await ended(await start().start({ ...asZip, target: path.join(outside, 'out.zip') }));
    expect(task.state).toBe('failed');
    expect(readdirSync(outside)).toEqual([]);
  });
});

describe.skipIf(!hasDcmtk)('exporting for a medium', () => {
  it('writes a DICOMDIR that dcmtk understands and that names every file', async () => {
    await take(
      ...originals(),
      buildInstance({ PatientID: 'B', StudyInstanceUID: '1.2.9', InstanceNumber: 7 }),
    );
    const target = path.join(outside, 'CD');
    const request = { ...asFolder, patients: ['A/1', 'B'], layout: 'media' as const, target };
    expect((await ended(await start().start(request))).state).toBe('succeeded');
    expect(below(target)).toContain('DICOM/P0000001/S0000001/R0000001/I0000002');
    const dump = dcmtk(target, 'dcmdump', ['DICOMDIR']);
    const named = [...dump.matchAll(/\(0004,1500\) CS \[([^\]]*)\]/g)].map(([, name]) =>
      name!.replaceAll('\\', '/'),
    );
    expect(named.sort()).toEqual(below(target).filter((name) => name !== 'DICOMDIR'));
    expect([...dump.matchAll(/CS \[(PATIENT|STUDY|SERIES|IMAGE)\]/g)].map(([, type]) => type)).toEqual([
      'PATIENT',
      'STUDY',
      'SERIES',
      'IMAGE',
      'IMAGE',
      'SERIES',
      'IMAGE',
      'PATIENT',
      'STUDY',
      'SERIES',
      'IMAGE',
    ]);
    // dcmtk follows the offsets of the records when it takes one more file in.
    copyFileSync(path.join(target, 'DICOM/P0000002/S0000001/R0000001/I0000001'), path.join(target, 'MORE'));
    dcmtk(target, 'dcmmkdir', ['+A', '-Nxc', '+I', '+id', '.', '+D', 'DICOMDIR', 'MORE']);
    const again = dcmtk(target, 'dcmdump', ['DICOMDIR']);
    expect([...again.matchAll(/CS \[PATIENT\]/g)]).toHaveLength(2);
  });
});

describe('exporting through a service', () => {
  it('exports only what it really changed, never an image that still names the patient, and tells of the rest', async () => {
    await take(...originals());
    const target = path.join(outside, 'anonymous');
    const exports = start(sloppy());
    const task = await ended(await exports.start({ ...asFolder, service: 'anonymizer', target }));
    expect(task).toMatchObject({ state: 'succeeded', done: 3, failed: 2 });
    expect(below(target)).toHaveLength(1);
    expect(readFileSync(path.join(target, below(target)[0]!)).includes('ANNA')).toBe(false);
    const notes = listImportNotes(test.context.history, { task: task.id, limit: 9 }).rows.map(
      ({ reason }) => reason,
    );
    expect(notes.sort()).toEqual([
      'It is as it was before.',
      'Its PatientName still tells who the patient of the original is.',
    ]);
    expect(statSync(target).isDirectory()).toBe(true);
  });

  it('leaves out what still has the name of any original, however that spells it', async () => {
    const spelt = [
      'MÜLLER^ANNA',
      'MUELLER^ANNA',
      'Mueller^Anna^^^',
      'Meier^Anna',
      'Meier^Anna Maria',
      'ANNA^MEIER=山田^太郎',
    ];
    const made = ['mueller^anna', 'Müller^Anna', 'anna muller', 'MEIER', 'X^Y=山田^太郎', 'NOBODY^1'];
    await take(
      ...spelt.map((PatientName, index) =>
        buildInstance({ ...patient, PatientName, InstanceNumber: index + 1, PatientBirthDate: '19610203' }),
      ),
    );
    const rewriting: Anonymizers = {
      ...sloppy(),
      async run(_asked, use) {
        const folder = mkdtempSync(path.join(root, 'data-'));
        made.forEach((PatientName, index) => {
          const bytes = buildInstance({
            PatientID: `P${index}`,
            PatientName,
            InstanceNumber: index + 1,
            PatientBirthDate: '19610203',
          });
          writeFileSync(path.join(folder, `${index}.dcm`), bytes);
        });
        await use(folder);
      },
    };
    const target = path.join(outside, 'anonymous');
    const exports = start(rewriting);
    const task = await ended(await exports.start({ ...asFolder, service: 'anonymizer', target }));
    expect(task).toMatchObject({ state: 'succeeded', done: made.length, failed: made.length - 1 });
    expect(below(target).map((file) => file.split('/')[0])).toEqual(['P5']);
  });

  it('leaves out what has an identifier of the patient in place of another or of the name', async () => {
    await take(buildInstance({ ...patient, OtherPatientIDs: 'OLD-7\\WARD 3', PatientBirthDate: undefined }));
    const made = [
      { PatientID: 'OLD-7' },
      { PatientID: 'A1' },
      { PatientName: 'a/1' },
      { OtherPatientIDs: '5\\ward-3' },
      {},
    ];
    const rewriting: Anonymizers = {
      ...sloppy(),
      async run(_asked, use) {
        const folder = mkdtempSync(path.join(root, 'data-'));
        made.forEach((tags, index) => {
          const plain = { PatientID: 'P', PatientName: 'NOBODY', InstanceNumber: index + 1 };
          writeFileSync(path.join(folder, `${index}.dcm`), buildInstance({ ...plain, ...tags }));
        });
        await use(folder);
      },
    };
    const target = path.join(outside, 'anonymous');
    const exports = start(rewriting);
    const task = await ended(await exports.start({ ...asFolder, service: 'anonymizer', target }));
    expect(task).toMatchObject({ state: 'succeeded', failed: 4 });
    expect(below(target)).toHaveLength(1);
  });

  it('is refused for services that do not say they anonymise', async () => {
    await take(...originals());
    const exports = start(sloppy());
    const target = path.join(outside, 'out');
    await expect(exports.start({ ...asFolder, service: 'volume', target })).rejects.toThrow(
      expect.objectContaining({ code: 'service-not-found' }),
    );
    expect(existsSync(target)).toBe(false);
  });
});
