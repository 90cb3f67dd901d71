import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestEngine } from '../../../scripts/testEngine/index.ts';
import type { TestEngine } from '../../../scripts/testEngine/index.ts';
import type { GoldenCase, RunDetail } from '../../../contract/index.ts';

/** Golden cases on a real engine with real Python. */
let test: TestEngine;
let run: RunDetail;

/** A service that measures; `offset` is what a change of its code does to the numbers. */
const measure = (offset: number, text = 'report') => ({
  registry: 'def callback(params, **kwargs):\n    return not (params or {}).get("no")\n',
  module: `
import os
def worker(headers, **kwargs):
    images = len(os.listdir(os.path.join(headers["dcmpath"], headers["seriesIds"][0])))
    with open("report.txt", "w") as stream:
        stream.write("${text}\\n")
    return {"volume": 100.0 + ${offset}, "images": images}
`,
});

beforeAll(async () => {
  test = await openTestEngine();
  await test.install('measure', measure(0));
  run = await test.process();
}, 60_000);
afterAll(() => test.close());

const application = () => test.application;
const jobRun = () => run.jobRuns[0]!.id;
const list = () => test.ask('golden.list', { application: application() });
async function check(cases?: string[]): Promise<GoldenCase[]> {
  const task = await test.ask('golden.check', { application: application(), service: 'measure', cases });
  expect(await test.finished(task.id)).toMatchObject({ state: 'succeeded', kind: 'golden' });
  return list();
}

/** Every kept report of a case: the accepted one, and that of the last check. */
function reports(id: string): string[] {
  const folder = path.join(test.opened.context.folders.root, 'golden', id);
  return readdirSync(folder)
    .filter((name) => name.startsWith('result-'))
    .map((name) => readFileSync(path.join(folder, name, 'report.txt'), 'utf8'));
}

describe('golden cases', () => {
  it('are still met after the archive and the run have gone, and after a restart', async () => {
    const added = await test.ask('golden.add', { jobRun: jobRun(), relative: 0.01 });
    expect(added).toMatchObject({
      name: 'measure of run 1',
      service: 'measure',
      accepted: { state: 'succeeded', result: { volume: 100, images: 2 }, files: [{ path: 'report.txt' }] },
      lastCheck: null,
    });
    const { folders, history } = test.opened.context;
    history.run('DELETE FROM instance');
    rmSync(run.folder, { recursive: true });
    for (const name of ['archive', 'runs'])
      rmSync(path.join(folders.root, name), { recursive: true, force: true });
    await test.restart();
    const [checked] = await check();
    expect(checked?.lastCheck).toMatchObject({
      outcome: 'same',
      problem: null,
      comparison: { same: true, result: [], files: [{ path: 'report.txt', change: 'same' }] },
    });
  });

  it('show path by path what a change of the service does, numbers within the tolerance aside', async () => {
    await test.install('measure', measure(0.5));
    expect((await check())[0]?.lastCheck).toMatchObject({ outcome: 'same' });
    await test.install('measure', measure(3, 'other words'));
    const [checked] = await check();
    expect(checked?.lastCheck).toMatchObject({
      outcome: 'different',
      comparison: {
        same: false,
        result: [{ path: 'volume', kind: 'changed', before: 100, after: 103 }],
        files: [{ path: 'report.txt', change: 'changed', diff: expect.stringContaining('+other words') }],
      },
    });
  });

  it('take the new result once it is accepted, and then compare with that', async () => {
    const [before] = await list();
    const accepted = await test.ask('golden.accept', { application: application(), case: before!.id });
    expect(accepted).toMatchObject({ accepted: { result: { volume: 103 } }, lastCheck: null });
    expect((await check([before!.id]))[0]?.lastCheck).toMatchObject({
      outcome: 'same',
      comparison: { files: [{ path: 'report.txt', change: 'same' }] },
    });
    expect(reports(before!.id)).toEqual(['other words\n', 'other words\n']);
    await test.ask('golden.accept', { application: application(), case: before!.id });
    await expect(
      test.ask('golden.accept', { application: application(), case: before!.id }),
    ).rejects.toMatchObject({
      message: 'There is no result of a check that could be accepted.',
    });
  });

  it('keep what was accepted where accepting cannot be written down, also when the engine is killed there', async () => {
    const [before] = await list();
    await check([before!.id]);
    const one = { application: application(), case: before!.id };
    const { history } = test.opened.context;
    history.run(
      "CREATE TRIGGER refused BEFORE UPDATE OF accepted ON golden_case BEGIN SELECT raise(ABORT, 'refused'); END",
    );
    await expect(test.ask('golden.accept', one)).rejects.toMatchObject({ code: 'database-failed' });
    history.run('DROP TRIGGER refused');
    expect((await list())[0]).toMatchObject({
      acceptedAt: before!.acceptedAt,
      lastCheck: { outcome: 'same' },
    });
    await test.ask('golden.accept', one);
    expect((await check([before!.id]))[0]?.lastCheck).toMatchObject({ outcome: 'same' });
  });

  it('tell of a callback that declines now, of a job that is gone, and of a failure', async () => {
    await test.install('measure', { ...measure(3), jobs: { measure: { params: { no: true } } } });
    expect((await check())[0]?.lastCheck).toMatchObject({
      outcome: 'different',
      comparison: { state: expect.stringContaining('skipped now') },
    });
    await test.install('measure', { module: 'def worker(**kwargs):\n    raise ValueError("broken")\n' });
    expect((await check())[0]?.lastCheck?.comparison?.state).toContain('ValueError: broken');
    await test.install('measure', { ...measure(3), jobs: { renamed: {} } });
    expect((await check())[0]?.lastCheck).toMatchObject({
      outcome: 'failed',
      problem: 'The service "measure" has no job "measure" any more.',
    });
  });

  it('can be left in the middle of a check: the job ends, and no half result is taken for one', async () => {
    const [before] = await list();
    const begun = path.join(test.folder('gate'), 'begun');
    await test.install('measure', {
      module: `
import os, time
def worker(params, **kwargs):
    with open(params["begun"] + ".new", "w") as stream:
        stream.write(str(os.getpid()))
    os.rename(params["begun"] + ".new", params["begun"])
    time.sleep(600)
`,
      jobs: { measure: { params: { begun } } },
    });
    const task = await test.ask('golden.check', { application: application() });
    await expect.poll(() => existsSync(begun), { timeout: 30_000 }).toBe(true);
    await test.ask('tasks.cancel', { application: application(), task: task.id });
    expect(await test.finished(task.id)).toMatchObject({ state: 'cancelled', done: 0 });
    const pid = Number(readFileSync(begun, 'utf8'));
    const isAlive = () => {
      try {
        return process.kill(pid, 0);
      } catch {
        return false;
      }
    };
    await expect.poll(isAlive, { timeout: 30_000 }).toBe(false);
    expect((await list())[0]).toEqual(before);
  });

  it('cannot be made of what did not succeed or is not there any more, and leave nothing when removed', async () => {
    await expect(test.ask('golden.add', { jobRun: jobRun() })).rejects.toMatchObject({
      code: 'not-repeatable',
      message: expect.stringContaining('not in the archive any more'),
    });
    const [only, ...others] = await list();
    expect(others).toEqual([]);
    await test.ask('golden.remove', { application: application(), case: only!.id });
    expect(await list()).toEqual([]);
    expect(existsSync(path.join(test.opened.context.folders.root, 'golden', only!.id))).toBe(false);
    await expect(test.ask('golden.check', { application: application() })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});
