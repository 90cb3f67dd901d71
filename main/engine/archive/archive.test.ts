import { execFile } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  buildInstance,
  sameUidOtherContent,
  withoutMeta,
  withoutPreamble,
} from '../../../scripts/phantom/index.ts';
import { identifiersOf } from '../dicom/index.ts';
import { instanceFileIn } from './layout.ts';
import { takenFrom } from './rows.ts';
import { openTestArchive } from './testing/index.ts';
import type { TestArchive } from './testing/index.ts';
import type { StagedInstance } from './types.ts';

let root: string;
let test: TestArchive;
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'archive-'));
  test = openTestArchive(root);
});
afterEach(async () => {
  await test.close();
  rmSync(root, { recursive: true, force: true });
});

const run = promisify(execFile);
const nothing = () => undefined;
/** Where the archive puts a staged instance. */
function fileOf({ header }: StagedInstance): string {
  const { series, instance } = identifiersOf(header);
  return instanceFileIn(test.context.folders.archive, series, instance);
}
/** Takes files in one batch; their outcomes. */
async function take(...files: Uint8Array[]): Promise<string[]> {
  const batch = await Promise.all(files.map((bytes) => test.stage(bytes)));
  return (await test.archive.take(batch, nothing)).map((one) => one.outcome);
}
const rows = <Row>(table: string) => test.context.history.all<Row>(`SELECT * FROM ${table} ORDER BY key`);

/** The same file in the transfer syntax that dcmconv makes of it by that option. */
async function reencoded(file: Uint8Array, option: string): Promise<Uint8Array> {
  const [from, to] = [path.join(root, 'from.dcm'), path.join(root, 'to.dcm')];
  writeFileSync(from, file);
  await run('dcmconv', [option, from, to]);
  return readFileSync(to);
}

describe('an instance in another uncompressed encoding', () => {
  const forms = ['+ti', '+tb', '+td'];
  it.each(forms)(
    'made by dcmconv %s is already there, with other content it is conflicting',
    async (form) => {
      const file = buildInstance({ InstanceNumber: 3 });
      expect(await take(file)).toEqual(['new']);
      const changed = await reencoded(sameUidOtherContent(file), form);
      expect(await take(await reencoded(file, form), changed)).toEqual(['already-there', 'conflicting']);
      expect(test.files()).toHaveLength(1);
      expect(test.leftovers().filter((name) => name.endsWith('.part'))).toEqual([]);
    },
  );

  it('is known by the first of its own batch', async () => {
    const file = buildInstance({ InstanceNumber: 3 });
    const all = [await reencoded(file, '+ti'), file, await reencoded(file, '+td'), sameUidOtherContent(file)];
    expect(await take(...all)).toEqual(['new', 'already-there', 'already-there', 'conflicting']);
  });

  it('stays conflicting where the archived file cannot be read', async () => {
    const file = buildInstance({ InstanceNumber: 3 });
    const staged = await test.stage(file);
    await test.archive.take([staged], nothing);
    rmSync(fileOf(staged));
    expect(await take(await reencoded(file, '+ti'))).toEqual(['conflicting']);
  });
});

describe('a new instance', () => {
  it('lies under its identifier, byte for byte, so that nobody edits originals', async () => {
    const bytes = buildInstance({});
    const staged = await test.stage(bytes);
    await test.archive.take([staged], nothing);
    const { series, instance } = identifiersOf(staged.header);
    expect(test.files()).toEqual([path.join(series.slice(0, 2), series, `${instance}.dcm`)]);
    expect(readFileSync(fileOf(staged)).equals(bytes)).toBe(true);
    expect(test.staged()).toEqual([]);
  });

  it('never has a path made of what the file says', async () => {
    await take(buildInstance({ PatientID: '../../../escape', PatientName: '..', StudyID: '/' }));
    expect(test.files()).toEqual([
      expect.stringMatching(/^[0-9a-f]{2}(.[0-9a-f]{8}(-[0-9a-f]{8}){4}){2}\.dcm$/),
    ]);
  });

  it('is counted in its series and study; patient and study keep the tags of their first instance', async () => {
    await take(
      buildInstance({ InstanceNumber: 1, PatientName: 'First^Name' }),
      buildInstance({ InstanceNumber: 2, PatientName: 'Second^Name' }),
      buildInstance({ InstanceNumber: 1, SeriesNumber: 2, Modality: 'MR' }),
    );
    await take(buildInstance({ InstanceNumber: 3 }));
    expect(rows('patient')).toMatchObject([{ PatientID: 'TEST-1', PatientName: 'First^Name' }]);
    const [study] = rows<{ tags: string; bytes: number }>('study');
    expect(study).toMatchObject({ series_count: 2, instance_count: 4, modalities: 'CT\\MR' });
    expect(JSON.parse(study!.tags)).toMatchObject({ StudyDate: '20240311', StudyDescription: 'Test study' });
    const searched = test.context.history.get('SELECT PatientName, Modality FROM study_search');
    expect(searched).toEqual({ PatientName: ' first name', Modality: ' ct mr' });
    const series = rows<{ bytes: number; instance_count: number }>('series');
    expect(series.map((one) => one.instance_count)).toEqual([3, 1]);
    expect(series.reduce((sum, one) => sum + one.bytes, 0)).toBe(study!.bytes);
  });

  it('is told to completeness in the same transaction, with what is new per series, and announced once', async () => {
    await take(buildInstance({ InstanceNumber: 1 }));
    test.events.length = 0;
    const files = [1, 2, 3].map((InstanceNumber) => buildInstance({ InstanceNumber }));
    await take(...files, buildInstance({ SeriesNumber: 2 }));
    expect(test.noted[1]).toMatchObject([{ newInstances: 2 }, { newInstances: 1 }]);
    expect(test.noted[1]?.[0]).toEqual(expect.objectContaining({ seriesKey: 1, patientKey: 1 }));
    expect(test.events).toEqual(['studies.changed']);
  });

  it('gets its missing head in front of unchanged data set bytes', async () => {
    const whole = buildInstance({});
    expect(await take(withoutMeta(whole))).toEqual(['new']);
    const kept = readFileSync(path.join(test.context.folders.archive, test.files()[0]!));
    expect(kept.toString('latin1', 128, 132)).toBe('DICM');
    expect(kept.subarray(-withoutMeta(whole).length).equals(withoutMeta(whole))).toBe(true);
    expect(await take(whole, withoutPreamble(whole))).toEqual(['already-there', 'already-there']);
  });
});

describe('a duplicate', () => {
  it('is recognised by UID and content, in later batches and within one', async () => {
    const bytes = buildInstance({});
    expect(await take(bytes, bytes)).toEqual(['new', 'already-there']);
    expect(await take(bytes)).toEqual(['already-there']);
    expect(rows('study')).toMatchObject([{ instance_count: 1 }]);
    expect(test.staged()).toEqual([]);
  });

  it('with other content never replaces the first one', async () => {
    const first = buildInstance({});
    const other = sameUidOtherContent(first);
    expect(await take(first, other)).toEqual(['new', 'conflicting']);
    expect(await take(other)).toEqual(['conflicting']);
    const kept = readFileSync(path.join(test.context.folders.archive, test.files()[0]!));
    expect(kept.equals(first)).toBe(true);
  });

  it('under another patient is a conflict and not a second instance with the same UID', async () => {
    const uids = { SOPInstanceUID: '1.2.3', StudyInstanceUID: '1.2', SeriesInstanceUID: '1.2.1' };
    expect(await take(buildInstance(uids))).toEqual(['new']);
    expect(await take(buildInstance({ ...uids, PatientID: 'OTHER' }))).toEqual(['conflicting']);
    expect(rows('patient')).toHaveLength(1);
  });

  it('is told apart even when two imports bring it at the same moment', async () => {
    const bytes = buildInstance({});
    const batches = await Promise.all([test.stage(bytes), test.stage(bytes), test.stage(bytes)]);
    const taken = await Promise.all(batches.map((staged) => test.archive.take([staged], nothing)));
    expect(taken.flat().map((one) => one.outcome)).toEqual(['new', 'already-there', 'already-there']);
    expect(test.files()).toHaveLength(1);
  });

  it('of a file that only changed its file meta information is no conflict', async () => {
    const bytes = buildInstance({});
    const otherMeta = Buffer.from(bytes);
    otherMeta.write('changed preamble');
    expect(await take(bytes, otherMeta)).toEqual(['new', 'already-there']);
  });
});

describe('a batch that fails', () => {
  it('leaves neither files nor rows when the rows of who handed it in cannot be written', async () => {
    const staged = await test.stage(buildInstance({}));
    const failing = test.archive.take([staged], () => {
      throw new Error('no room for counts');
    });
    await expect(failing).rejects.toThrow('no room for counts');
    expect(rows('instance')).toEqual([]);
    expect([...test.files(), ...test.staged(), ...test.events]).toEqual([]);
    expect(await take(buildInstance({}))).toEqual(['new']);
  });

  it('says that the archive cannot be written, and takes none of its instances', async () => {
    const [first, second] = await Promise.all(
      [1, 2].map((InstanceNumber) => test.stage(buildInstance({ InstanceNumber }))),
    );
    const folder = path.dirname(path.dirname(fileOf(second!)));
    writeFileSync(folder, 'in the way');
    await expect(test.archive.take([first!, second!], nothing)).rejects.toMatchObject({
      code: 'disk-failed',
      message: expect.stringContaining(test.context.folders.archive),
    });
    expect([...rows('instance'), ...test.files(), ...test.staged()]).toEqual([]);
  });
});

describe('batches that come at the same time', () => {
  it('are committed together without the fault of one being the fault of the others', async () => {
    const batches = await Promise.all(
      Array.from({ length: 40 }, (_, index) => test.stage(buildInstance({ InstanceNumber: index + 1 }))),
    );
    const outcomes = await Promise.allSettled(
      batches.map((staged, index) =>
        test.archive.take(
          [staged],
          () => {
            if (index === 7) throw new Error('only this one');
          },
          { flushed: true },
        ),
      ),
    );
    expect(outcomes.map((one) => one.status).filter((status) => status === 'rejected')).toHaveLength(1);
    expect(outcomes[7]?.status).toBe('rejected');
    expect(rows('instance')).toHaveLength(39);
    expect(rows('series')).toMatchObject([{ instance_count: 39 }]);
    expect(test.files()).toHaveLength(39);
    expect(test.noted.flat().reduce((sum, one) => sum + one.newInstances, 0)).toBeGreaterThanOrEqual(39);
    expect(test.staged()).toEqual([]);
  });

  it.runIf(process.platform === 'linux')(
    'in many series make each folder once and keep few of them open',
    async () => {
      const batches = await Promise.all(
        Array.from({ length: 150 }, (_, index) =>
          test.stage(buildInstance({ SeriesInstanceUID: `1.2.${index}`, SOPInstanceUID: `1.2.${index}.1` })),
        ),
      );
      await Promise.all(batches.map((staged) => test.archive.take([staged], nothing, { flushed: true })));
      expect(test.files()).toHaveLength(150);
      const open = readdirSync('/proc/self/fd').filter((fd) => {
        try {
          return readlinkSync(`/proc/self/fd/${fd}`).startsWith(test.context.folders.archive);
        } catch {
          return false;
        }
      });
      expect(open.length).toBeLessThanOrEqual(65);
    },
  );

  it('go on when somebody removed the folder of a series meanwhile', async () => {
    const [first, second] = [buildInstance({ InstanceNumber: 1 }), buildInstance({ InstanceNumber: 2 })];
    await take(first);
    rmSync(path.join(test.context.folders.archive, path.dirname(test.files()[0]!)), { recursive: true });
    expect(await take(second)).toEqual(['new']);
  });
});

describe('a conflicting instance', () => {
  it('is left in the staging folder for a caller who wants to keep it, and only then', async () => {
    const first = buildInstance({});
    await take(first);
    const other = await test.stage(sameUidOtherContent(first));
    await test.archive.take([other], nothing, { keepConflicting: true });
    expect(test.staged()).toEqual([path.basename(other.stagingFile)]);
  });
});

describe('readers of the archive', () => {
  it('get the instances of a series by InstanceNumber, not by arrival or as text', async () => {
    const numbers = [10, 9, 1];
    const { SOPInstanceUID: _uid, ...last } = { SOPInstanceUID: '1.9.9', InstanceNumber: 0 };
    await take(...numbers.map((InstanceNumber) => buildInstance({ InstanceNumber, Rows: 2, Columns: 2 })));
    await take(buildInstance({ ...last, InstanceNumber: 100 }));
    const instances = test.archive.instancesOfSeries(1);
    expect(instances.map((one) => one.InstanceNumber)).toEqual([1, 9, 10, 100]);
    for (const one of instances) {
      expect(path.basename(one.file)).toBe(`${one.id}.dcm`);
      expect(readFileSync(one.file).length).toBe(one.size);
    }
    expect(test.archive.instancesOfSeries(99)).toEqual([]);
  });

  it('learn which UIDs are known by one look at the index, not by reading the table', async () => {
    const staged = await test.stage(buildInstance({}), { taskId: 'T', path: '/from/here.dcm' });
    const uid = staged.header.SOPInstanceUID;
    await test.archive.take([staged], nothing);
    const known = test.archive.lookUp([uid, '9.9.9']);
    expect([...known.keys()]).toEqual([uid]);
    expect(known.get(uid)?.source).toEqual({
      taskId: 'T',
      path: '/from/here.dcm',
      stamp: staged.source.stamp,
    });
    const plan = test.context.history.explain(
      'SELECT instance.key FROM json_each(?) AS wanted JOIN instance ON instance.SOPInstanceUID = wanted.value',
      ['[]'],
    );
    expect(plan.join('\n')).toMatch(/SEARCH instance USING .*INDEX/);
  });

  it('learn by path and stamp which files are known, not of one that has changed, by one look at the index', async () => {
    const staged = await test.stage(buildInstance({}), { taskId: 'T', path: '/from/here.dcm' });
    await test.archive.take([staged], nothing);
    const { stamp } = staged.source;
    if (stamp === null) throw new Error('it was staged without a stamp');
    const lookUp = (path: string, size: number) => [
      ...test.archive.lookUpFiles([{ path, stamp: { ...stamp, size } }]).keys(),
    ];
    expect(lookUp('/from/here.dcm', stamp.size)).toEqual(['/from/here.dcm']);
    expect(lookUp('/from/here.dcm', stamp.size + 1)).toEqual([]);
    expect(lookUp('/from/there.dcm', stamp.size)).toEqual([]);
    expect(test.context.history.explain(takenFrom, ['[]']).join('\n')).toMatch(
      /SEARCH instance USING INDEX instance_by_source/,
    );
  });
});

describe('after an interruption', () => {
  it('a file with its final name but without row is taken over by the next import of it', async () => {
    const bytes = buildInstance({});
    const staged = await test.stage(bytes);
    const file = fileOf(staged);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, 'half of it');
    expect((await test.archive.take([staged], nothing))[0]?.outcome).toBe('new');
    expect(readFileSync(file).equals(bytes)).toBe(true);
  });
});
