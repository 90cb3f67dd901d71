import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestEngine } from '../../../scripts/testEngine/index.ts';
import type { TestEngine } from '../../../scripts/testEngine/index.ts';
import type { RunDetail, Workbench } from '../../../contract/index.ts';

/** Jobs laid out for a person, with real Python and a real shell. */
let test: TestEngine;
let run: RunDetail;

const module = `
import os, sys
def worker(jobName, headers, params, added_params, dependency_results=None, **kwargs):
    seen = sorted(os.environ)
    first = "first.txt" in os.listdir(".")
    if jobName == "first":
        with open("first.txt", "w") as stream:
            stream.write("first")
    return {"cwd": os.getcwd() == os.environ["DATA"], "path": sys.path[-1] == os.environ["MODULES"], "first": first,
            "names": [name for name in seen if name not in ("TERM", "COLORTERM", "LINES", "COLUMNS")],
            "params": params, "before": sorted(dependency_results or {}),
            "images": len(os.listdir(os.path.join(headers["dcmpath"], headers["seriesIds"][0])))}
`;

beforeAll(async () => {
  test = await openTestEngine();
  await test.install('open', {
    module,
    jobs: { first: { params: { a: 'ü "quoted" $HOME' } }, second: { dependsOn: 'first' } },
  });
  run = await test.process();
}, 60_000);
afterAll(() => test.close());

const jobRun = (name: string) => run.jobRuns.find((job) => job.jobName === name)!.id;
const open = (name: string, fresh = false) => test.ask('workbench.open', { jobRun: jobRun(name), fresh });
async function start(bench: Workbench, what: keyof Workbench['commands'], input = ''): Promise<string> {
  const [file, ...given] = bench.commands[what];
  const child = promisify(execFile)(file!, given, {
    env: { ...process.env, SHELL: '/bin/sh', SECRET_OF_THE_ENGINE: 'x' },
    timeout: 60_000,
  });
  child.child.stdin?.end(input);
  return (await child).stdout;
}

describe('a job that is opened', () => {
  it.each(['first', 'second'])(
    'sees exactly what the job "%s" saw, and changes nothing of the record',
    async (name) => {
      const bench = await open(name);
      expect(bench.differences).toEqual([]);
      const recorded = await test.ask('job_runs.get', { jobRun: jobRun(name) });
      expect(JSON.parse(await start(bench, 'run'))).toEqual(recorded.result);
      expect(await test.ask('job_runs.get', { jobRun: jobRun(name) })).toEqual(recorded);
      expect(statSync(path.join(bench.folder, 'job.json')).mode & 0o077).toBe(0);
    },
  );

  it('in a shell is where the job was, with its variables and its Python, and none of the secrets', async () => {
    const bench = await open('second');
    const said = await start(
      bench,
      'shell',
      'pwd; echo "DATA=$DATA"; echo "SECRET=$SECRET_OF_THE_ENGINE"; python -c "import open; print(open.__file__)"; cat first.txt\n',
    );
    expect(said.split('\n')).toEqual([
      bench.dataFolder,
      `DATA=${bench.dataFolder}`,
      'SECRET=',
      path.join(test.opened.context.folders.modules, 'open', '__init__.py'),
      'first',
    ]);
  });

  it('in the debugger stops before its first line, and gives its result when it goes on', async () => {
    const said = await start(await open('first'), 'debug', 'p params["a"]\nc\n');
    expect(said).toContain('stopped before worker');
    expect(said).toContain(`'ü "quoted" $HOME'`);
    expect(said).toContain('"cwd": true');
  });

  it('keeps what a person did in its folder until it is asked for anew', async () => {
    const { dataFolder } = await open('first');
    const note = path.join(dataFolder, 'my notes.txt');
    writeFileSync(note, 'note');
    await open('first');
    expect(readFileSync(note, 'utf8')).toBe('note');
    await open('first', true);
    expect(existsSync(note)).toBe(false);
    await test.ask('workbench.remove', { jobRun: jobRun('first') });
    expect(existsSync(path.dirname(dataFolder))).toBe(false);
    await expect(
      test.ask('workbench.open', { application: test.application, jobRun: 'no' }),
    ).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('is left alone by the clean-up as long as somebody writes into it, however old the rest is', async () => {
    const { folder, dataFolder } = await open('first', true);
    const long = new Date(Date.now() - 9 * 86_400_000);
    const all = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) =>
      path.join(folder, name),
    );
    for (const file of [...all, folder]) utimesSync(file, long, long);
    const untouched = async () =>
      (await test.opened.workbenches.untouchedSince(Date.now() - 86_400_000)).filter(
        (one) => one.folder === folder,
      );
    const [old] = await untouched();
    expect(old?.folder).toBe(folder);
    writeFileSync(path.join(dataFolder, 'notes.txt'), 'mine');
    expect(await untouched()).toEqual([]);
    await old?.remove();
    expect(existsSync(folder)).toBe(false);
  });

  it('can be opened although nothing was recorded of it: a job that ended with the engine is what one wants to see', async () => {
    test.opened.context.history.run('DELETE FROM provenance');
    const bench = await open('second', true);
    expect(bench.differences).toEqual([
      'In which environment it ran was not recorded: "local" is used, which serves its channel now.',
      'What it ran with was not recorded.',
    ]);
    expect(JSON.parse(await start(bench, 'run'))).toMatchObject({ first: true, images: 2 });
  });

  it('says what is not as it was then', async () => {
    await test.install('open', { module: `${module}# edited\n`, jobs: { first: {} } });
    writeFileSync(path.join(run.dataFolder, 'first.txt'), 'changed since');
    expect((await open('second')).differences).toEqual([
      'The file first.txt that "first" left has changed since.',
      'In which environment it ran was not recorded: "local" is used, which serves its channel now.',
      'What it ran with was not recorded.',
    ]);
  });
});
