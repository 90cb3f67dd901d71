import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { ListFilter } from '../../../../contract/index.ts';
import { openTestApplication } from '../../dispatch/testing/index.ts';
import type { TestApplication } from '../../dispatch/testing/index.ts';
import { fillHistory } from '../testing/index.ts';
import { exportList } from './exportList.ts';
import { exportStatistics } from './exportStatistics.ts';
import type { ExportRequest } from './exportList.ts';
import { writeWhole } from './writeWhole.ts';

let application: TestApplication;
let folder: string;
beforeEach(() => {
  application = openTestApplication();
  folder = mkdtempSync(path.join(os.tmpdir(), 'export-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  application.close();
  application.remove();
});

const jobs: ListFilter = { list: 'job-runs', filter: {} };
function write(request: Partial<ExportRequest>, signal = new AbortController().signal) {
  return exportList(
    application.context,
    {
      of: jobs,
      format: 'csv',
      byteOrderMark: false,
      file: path.join(folder, 'list.csv'),
      replace: false,
      ...request,
    },
    signal,
  );
}
const written = (name = 'list.csv') => readFileSync(path.join(folder, name), 'utf8');

describe('an export', () => {
  it('holds what the filter finds and no more, with its mark and columns, over several pages', async () => {
    const filled = fillHistory(application.context.history, 300, 4);
    const failed = filled.filter(({ state }) => state === 'failed');
    const all = await write({ byteOrderMark: true });
    expect(all.rows).toBe(1200);
    expect(all.bytes).toBe(readFileSync(path.join(folder, 'list.csv')).length);
    const lines = written().split('\r\n');
    expect(lines[0]).toMatch(/^\uFEFFrun,job,state,service,channel,PatientID,PatientName,about,attempts,/);
    expect(lines).toHaveLength(1202);
    expect(lines.every((line) => line === '' || line.split(',').length === 19)).toBe(true);
    const some = await write({ of: { list: 'job-runs', filter: { states: ['failed'] } }, replace: true });
    expect(some.rows).toBe(failed.length);
    expect(written()).toContain('ValueError,no slice');
    const runs = await write({
      of: { list: 'runs', filter: {} },
      format: 'json',
      file: path.join(folder, 'runs.json'),
    });
    const read = JSON.parse(written('runs.json')) as { run: number; planned: string }[];
    expect(runs.rows).toBe(300);
    expect(read.map(({ run }) => run)).toEqual(Array.from({ length: 300 }, (_, index) => 300 - index));
    expect(read[0]?.planned).toMatch(/^\d{4}-\d\d-\d\dT/);
  });

  it('of nothing is a file of its columns, or an empty array', async () => {
    expect((await write({})).rows).toBe(0);
    expect(written()).toMatch(/^run,job,.*runId\r\n$/);
    await write({ format: 'json', file: path.join(folder, 'none.json') });
    expect(JSON.parse(written('none.json'))).toEqual([]);
  });

  it('writes over no file unless it is told to, and leaves no half of one', async () => {
    writeFileSync(path.join(folder, 'list.csv'), 'mine');
    await expect(write({})).rejects.toMatchObject({ code: 'file-exists' });
    expect(written()).toBe('mine');
    fillHistory(application.context.history, 10, 2);
    const ended = new AbortController();
    ended.abort();
    await expect(write({ replace: true }, ended.signal)).rejects.toMatchObject({ code: 'cancelled' });
    expect(written()).toBe('mine');
    await expect(write({ file: path.join(folder, 'none', 'list.csv') })).rejects.toMatchObject({
      code: 'folder-not-usable',
    });
    await expect(write({ file: 'list.csv' })).rejects.toMatchObject({ code: 'folder-not-usable' });
    expect(existsSync('list.csv')).toBe(false);
    expect(readdirSync(folder)).toEqual(['list.csv']);
  });
});

describe('the file', () => {
  const request = (name: string, replace = false) => ({ file: path.join(folder, name), replace });

  it.each([false, true])(
    'is whole when it gets its name: it is what was written (replace: %s)',
    async (replace) => {
      let part = '';
      await writeWhole(application.context, request('list.csv', replace), async (put) => {
        [part = ''] = readdirSync(folder);
        await put('all of it');
        const { ino } = statSync(path.join(folder, part));
        part = String(ino);
      });
      expect(String(statSync(path.join(folder, 'list.csv')).ino)).toBe(part);
      expect(readdirSync(folder)).toEqual(['list.csv']);
      expect(written()).toBe('all of it');
    },
  );

  it('takes no name that another one got meanwhile', async () => {
    const asked = writeWhole(application.context, request('list.csv'), async (put) => {
      await put('late');
      writeFileSync(path.join(folder, 'list.csv'), 'mine');
    });
    await expect(asked).rejects.toMatchObject({ code: 'file-exists' });
    expect(written()).toBe('mine');
  });

  it('may have a name as long as a disk takes, in any script', async () => {
    const name = `${'検査'.repeat(41)}.csv`;
    expect(await writeWhole(application.context, request(name), (put) => put('x'))).toBe(1);
    expect(readdirSync(folder)).toEqual([name]);
  });

  it('lies in no folder of the program itself, by links neither, whatever it may replace', async () => {
    const { folders } = application.context;
    const own = mkdtempSync(path.join(os.tmpdir(), 'own-'));
    onTestFinished(() => rmSync(own, { recursive: true }));
    application.context.ownPlaces = () => [own];
    symlinkSync(folders.root, path.join(folder, 'link'));
    for (const file of [
      folders.historyFile,
      path.join(folder, 'link', 'history.sqlite'),
      path.join(own, 'keys.json'),
      path.join(folders.archive, 'none', 'list.csv'),
    ]) {
      await expect(
        writeWhole(application.context, { file, replace: true }, (put) => put('x')),
      ).rejects.toMatchObject({ code: 'folder-not-usable', message: expect.stringContaining('uses itself') });
    }
    expect(readdirSync(own)).toEqual([]);
  });
});

describe('statistics', () => {
  const statistics = (more: { replace?: boolean; byteOrderMark?: boolean; from?: string } = {}) =>
    exportStatistics(
      application.context,
      {
        from: '2026-05-04',
        to: '2026-05-05',
        by: 'day',
        file: path.join(folder, 'statistics.csv'),
        replace: false,
        byteOrderMark: true,
        ...more,
      },
      new AbortController().signal,
    );

  it('are a line for each figure, and take no other file’s place', async () => {
    const { rows, bytes } = await statistics();
    const text = written('statistics.csv');
    expect(bytes).toBe(Buffer.byteLength(text));
    expect(text).toMatch(/^\uFEFFbegins,ends,service,job,figure,value\r\n/);
    expect(text.trimEnd().split('\r\n')).toHaveLength(rows + 1);
    expect(text.match(/,,runs,0\r\n/g)).toHaveLength(2);
    await expect(statistics()).rejects.toMatchObject({ code: 'file-exists' });
    await statistics({ replace: true, byteOrderMark: false });
    expect(written('statistics.csv')).toBe(text.slice(1));
    await expect(statistics({ replace: true, from: '2026-05-06' })).rejects.toMatchObject({
      code: 'validation-failed',
    });
    expect(written('statistics.csv')).toBe(text.slice(1));
  });
});
