import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runFolders } from '../context/index.ts';
import { planTestRun } from '../planning/testing/index.ts';
import type { TestJob } from '../planning/testing/index.ts';
import { createDispatch, inputSeen } from './index.ts';
import type { Dispatch } from './index.ts';
import { createTinyRuntime, failedWith, openTestApplication } from './testing/index.ts';
import type { TestApplication, TinyRuntime, TinyWorker } from './testing/index.ts';

/** An instance as planning names it. */
const instance = `dicom/p/s/${Array.from({ length: 5 }, () => '0123abcd').join('-')}.dcm`;
/** Longer than the clock of any file system is coarse, in milliseconds. */
const moment = 60;

let application: TestApplication;
let runtime: TinyRuntime;
let room: Dispatch | undefined;
let run: string;

beforeEach(() => {
  application = openTestApplication();
  runtime = createTinyRuntime();
  application.context.history.run(
    "INSERT INTO patient (key, id, PatientID, PatientName, tags) VALUES (1, 'p', 'p', 'p', '{}')",
  );
});
afterEach(async () => {
  await room?.close();
  application.close();
  application.remove();
});

const fileIn = (folder: string) => path.join(folder, ...instance.split('/'));
/** Changes the input in place, a moment after it began and a moment before it ends. */
const changes: TinyWorker = async ({ dataFolder }) => {
  await setTimeout(moment);
  appendFileSync(fileIn(dataFolder), 'changed');
  await setTimeout(moment);
};

/** Runs jobs on an input of one instance to their end. */
async function process(...jobs: TestJob[]): Promise<void> {
  const { context } = application;
  run = planTestRun(context, jobs);
  const file = fileIn(runFolders(context.folders, run).data);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, 'original');
  context.history.run('UPDATE run SET instance_count = 1, created_at = ? WHERE id = ?', [Date.now(), run]);
  room = createDispatch(context, { runtime, onRunEnded: () => undefined });
  await application.until(
    () =>
      context.history.get<{ state: string }>('SELECT state FROM run WHERE id = ?', [run])?.state !== 'active',
  );
}
function seenBy(jobName: string) {
  const { context } = application;
  const { id } = context.history.get<{ id: string }>('SELECT id FROM job_run WHERE job_name = ?', [jobName])!;
  return inputSeen(context, run, id);
}
const original = { kind: 'original' };
const changedBy = (jobName: string) => ({ kind: 'changed', jobName, paths: [instance] });

describe('the input that a job found', () => {
  it('is the original as long as nobody changes it, and nothing is noted', async () => {
    await process({ jobName: 'a' }, { jobName: 'b', dependsOn: ['a'] });
    expect(application.context.history.all('SELECT * FROM input_change')).toEqual([]);
    expect(await seenBy('b')).toEqual(original);
    expect(await inputSeen(application.context, run, null)).toEqual(original);
  });

  it('is what the last before it left; the one that changed it found the original', async () => {
    runtime.workers['a.worker'] = changes;
    await process({ jobName: 'a' }, { jobName: 'b', dependsOn: ['a'] });
    expect(await seenBy('a')).toEqual(original);
    expect(await seenBy('b')).toEqual(changedBy('a'));
    expect(await inputSeen(application.context, run, null)).toEqual(changedBy('a'));
  });

  it('is known by the order of the jobs where the clock was set back between them', async () => {
    runtime.workers['a.worker'] = changes;
    await process(
      { jobName: 'a' },
      { jobName: 'between', dependsOn: ['a'] },
      { jobName: 'b', dependsOn: ['between'] },
    );
    const { history } = application.context;
    history.run("UPDATE job_run SET started_at = 1, finished_at = 2 WHERE job_name = 'b'");
    expect(await seenBy('b')).toEqual(changedBy('a'));
  });

  it('is lost once a later job has changed it again, or it is gone', async () => {
    runtime.workers['a.worker'] = changes;
    runtime.workers['c.worker'] = changes;
    await process({ jobName: 'a' }, { jobName: 'b', dependsOn: ['a'] }, { jobName: 'c', dependsOn: ['b'] });
    for (const name of ['b', 'c']) expect(await seenBy(name)).toMatchObject({ kind: 'lost' });
    expect(await inputSeen(application.context, run, null)).toEqual(changedBy('c'));
    rmSync(path.join(runFolders(application.context.folders, run).data, 'dicom'), { recursive: true });
    expect(await inputSeen(application.context, run, null)).toMatchObject({
      kind: 'lost',
      message: expect.stringContaining('"c" had changed the input'),
    });
    expect(await seenBy('a')).toEqual(original);
  });

  it('is, in a further attempt, what the one before left', async () => {
    let tries = 0;
    runtime.workers['a.worker'] = async (request, ...more) => {
      if (++tries > 1) return undefined;
      await changes(request, ...more);
      return failedWith('first');
    };
    await process({ jobName: 'a', retries: { times: 1, delay: 0 } });
    expect(await seenBy('a')).toEqual(changedBy('a'));
  });

  it('is not taken for the original where another job ran beside it that may have changed it before', async () => {
    runtime.workers['a.worker'] = changes;
    runtime.workers['beside.worker'] = () => setTimeout(moment / 2).then(() => undefined);
    await process({ jobName: 'a' }, { jobName: 'beside' });
    expect(await seenBy('beside')).toMatchObject({ kind: 'lost' });
  });

  it('is noticed also where files of it are gone', async () => {
    runtime.workers['a.worker'] = ({ dataFolder }) => rmSync(fileIn(dataFolder));
    await process({ jobName: 'a' }, { jobName: 'b', dependsOn: ['a'] });
    expect(await seenBy('b')).toEqual({ kind: 'changed', jobName: 'a', paths: [] });
  });
});
