import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { open as openFile } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { buildInstance } from '../../../scripts/phantom/index.ts';
import { listImportNotes } from '../history/index.ts';
import { asFolder, below, openTestExports, originals } from '../../../scripts/testExports/index.ts';
import type { TestExports } from '../../../scripts/testExports/index.ts';

let here: TestExports;
beforeEach(() => {
  here = openTestExports();
});
afterEach(() => here.close());

const hasDcmtk = spawnSync('storescp', ['--version']).status === 0;
const dcmtk = (cwd: string, tool: string, given: readonly string[]) =>
  execFileSync(tool, given, { cwd, encoding: 'utf8' });
const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const asZip = { ...asFolder, form: 'zip' } as const;

describe('exporting as a folder', () => {
  it('names files for people and safely, whatever descriptions hold, and copies them byte by byte', async () => {
    const files = originals();
    await here.take(...files);
    const target = path.join(here.outside, 'For Anna');
    const task = await here.ended(await here.start().start({ ...asFolder, target }));
    expect(task).toMatchObject({ state: 'succeeded', done: 3, total: 3, problem: null });
    expect(below(target)).toEqual([
      'A 1/2024-05-01 CT Thorax/001 con/0001.dcm',
      'A 1/2024-05-01 CT Thorax/001 con/0002.dcm',
      'A 1/2024-05-01 CT Thorax/002 .. up/0001.dcm',
    ]);
    const written = below(target).map((name) => hash(readFileSync(path.join(target, name))));
    expect(new Set(written)).toEqual(new Set(files.map(hash)));
    expect(readdirSync(here.outside)).toEqual(['For Anna']);
  });

  it('refuses places where something is, that do not exist, or inside the application, before anything is written', async () => {
    await here.take(...originals());
    const exports = here.start();
    writeFileSync(path.join(here.outside, 'file'), '');
    mkdirSync(path.join(here.outside, 'full', 'of'), { recursive: true });
    const refused = async (target: string, code: string) =>
      expect(exports.start({ ...asFolder, target })).rejects.toThrow(expect.objectContaining({ code }));
    await refused(path.join(here.outside, 'file'), 'file-exists');
    await refused(path.join(here.outside, 'full'), 'file-exists');
    await refused(path.join(here.outside, 'none', 'there'), 'folder-not-usable');
    await refused(path.join(here.root, 'application', 'out'), 'folder-not-usable');
    await refused('relative', 'folder-not-usable');
    const preview = await exports.preview({ ...asFolder, target: path.join(here.outside, 'file') });
    expect(preview).toMatchObject({ goes: { instances: 3 }, findings: [{ code: 'target-exists' }] });
    // An empty folder, as a dialog makes it, is taken.
    mkdirSync(path.join(here.outside, 'empty'));
    const target = path.join(here.outside, 'empty');
    expect((await here.ended(await exports.start({ ...asFolder, target }))).state).toBe('succeeded');
    expect(below(target)).toHaveLength(3);
  });

  it('refuses folders of this program, also through a link and those of other applications', async () => {
    await here.take(...originals());
    const watched = path.join(here.root, 'watched');
    mkdirSync(watched);
    symlinkSync(path.join(here.root, 'application'), path.join(here.outside, 'link'));
    Object.assign(here.context, { ownPlaces: () => [watched] });
    const exports = here.start();
    for (const target of [path.join(here.outside, 'link', 'out'), path.join(watched, 'out')]) {
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
      await here.take(...originals());
      const handle = await openFile(here.root, 'r');
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
      const target = path.join(here.outside, 'stick');
      const task = await here.ended(await here.start().start({ ...asFolder, target }));
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
    const uids = (n: number) => ({
      StudyInstanceUID: `1.2.9.${n}`,
      SeriesInstanceUID: `1.2.9.${n}.1`,
      SOPInstanceUID: `1.2.9.${n}.1.1`,
    });
    const more = Array.from({ length: 9 }, (_, n) => buildInstance({ PatientID: 'MORE', ...uids(n) }));
    await here.take(...more);
    const handle = await openFile(here.root, 'r');
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
    const task = await here.ended(
      await here.start().start({ ...asFolder, patients: ['MORE'], target: path.join(here.outside, 'stick') }),
    );
    // Those that were under way, and no further one.
    expect([task.state, asked, active]).toEqual(['failed', 4, 0]);
    expect(readdirSync(here.outside)).toEqual([]);
  });
});

describe('exporting as a ZIP archive', () => {
  it('holds the same bytes by the same names, and is an archive that others can read', async () => {
    const files = originals();
    await here.take(...files);
    const target = path.join(here.outside, 'anna.zip');
    const task = await here.ended(await here.start().start({ ...asZip, target }));
    expect(task).toMatchObject({ state: 'succeeded', done: 3 });
    const folder = path.join(here.outside, 'unpacked');
    execFileSync('python3', ['-m', 'zipfile', '-e', target, folder]);
    const written = below(folder).map((name) => hash(readFileSync(path.join(folder, name))));
    expect(below(folder)).toContain('A 1/2024-05-01 CT Thorax/001 con/0002.dcm');
    expect(new Set(written)).toEqual(new Set(files.map(hash)));
    expect(readdirSync(here.outside).sort()).toEqual(['anna.zip', 'unpacked']);
  });

  it('leaves nothing, and the engine running, when an original cannot be read', async () => {
    await here.take(...originals());
    rmSync(path.join(here.context.folders.archive, here.files()[1]!));
    const task = await here.ended(
      await here.start().start({ ...asZip, target: path.join(here.outside, 'out.zip') }),
    );
    expect(task.state).toBe('failed');
    expect(readdirSync(here.outside)).toEqual([]);
  });
});

describe.skipIf(!hasDcmtk)('exporting for a medium', () => {
  it('writes a DICOMDIR that dcmtk understands and that names every file', async () => {
    await here.take(
      ...originals(),
      buildInstance({ PatientID: 'B', StudyInstanceUID: '1.2.9', InstanceNumber: 7 }),
    );
    const target = path.join(here.outside, 'CD');
    const request = { ...asFolder, patients: ['A/1', 'B'], layout: 'media' as const, target };
    expect((await here.ended(await here.start().start(request))).state).toBe('succeeded');
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
    await here.take(...originals());
    const target = path.join(here.outside, 'anonymous');
    const exports = here.start(here.sloppy());
    const task = await here.ended(await exports.start({ ...asFolder, service: 'anonymizer', target }));
    expect(task).toMatchObject({ state: 'succeeded', done: 3, failed: 2 });
    expect(below(target)).toHaveLength(1);
    expect(readFileSync(path.join(target, below(target)[0]!)).includes('ANNA')).toBe(false);
    const notes = listImportNotes(here.context.history, { task: task.id, limit: 9 }).rows.map(
      ({ reason }) => reason,
    );
    expect(notes.sort()).toEqual([
      'It is as it was before.',
      'Its PatientName still tells who the patient of the original is.',
    ]);
    expect(statSync(target).isDirectory()).toBe(true);
  });

  it('is refused for services that do not say they anonymise', async () => {
    await here.take(...originals());
    const exports = here.start(here.sloppy());
    const target = path.join(here.outside, 'out');
    await expect(exports.start({ ...asFolder, service: 'volume', target })).rejects.toThrow(
      expect.objectContaining({ code: 'service-not-found' }),
    );
    expect(existsSync(target)).toBe(false);
  });
});
