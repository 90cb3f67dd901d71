import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject, Reason } from '../../../contract/index.ts';
import { attemptLogFile, runFolders, silentLogger } from '../context/index.ts';
import { createDelivery } from '../delivery/index.ts';
import type { Delivery } from '../delivery/index.ts';
import { createDispatch } from '../dispatch/index.ts';
import type { Dispatch } from '../dispatch/index.ts';
import { openTestApplication } from '../dispatch/testing/index.ts';
import type { TestApplication } from '../dispatch/testing/index.ts';
import { getJobRun } from '../history/index.ts';
import { jobRunsOfRun } from '../history/jobRuns.ts';
import { createLocalRuntime } from '../runtimes/index.ts';
import type { Runtime } from '../runtimes/index.ts';
import { createPlanning } from './index.ts';
import type { PlannedService, Planning } from './index.ts';
import { createTestArchive } from './testing/index.ts';
import type { TestArchive } from './testing/index.ts';

/** From planning to delivery with real Python and services as people write them. */
let application: TestApplication;
let archive: TestArchive;
let runtime: Runtime;
let services: PlannedService[];
let planning: Planning;
let dispatch: Dispatch;
let delivery: Delivery;

beforeEach(async () => {
  application = openTestApplication();
  archive = createTestArchive(application.context);
  services = [];
  runtime = await createLocalRuntime({
    packageFolder: fileURLToPath(new URL('../../../templates/python', import.meta.url)),
    python: null,
    slots: 2,
    log: silentLogger,
  });
  delivery = createDelivery(application.context);
  const onRunEnded = (run: string) => delivery.runEnded(run);
  dispatch = createDispatch(application.context, { runtime, onRunEnded });
  planning = createPlanning(application.context, {
    runtime,
    instances: archive,
    services: { installed: () => services },
    readTags: archive.readTags,
    wakeDispatch: () => dispatch.wake(),
    onRunEnded,
  });
});
afterEach(async () => {
  await planning.close();
  await dispatch.close();
  await delivery.close();
  await runtime.close();
  application.close();
  application.remove();
});

/** Installs a service: the text of its callbacks, that of its workers, and its jobs by name. */
function install(name: string, registry: string, module: string, jobs: Record<string, object>): void {
  const { folders } = application.context;
  for (const [root, text] of [
    [folders.registry, registry],
    [folders.modules, module],
  ] as const) {
    mkdirSync(path.join(root, name), { recursive: true });
    writeFileSync(path.join(root, name, '__init__.py'), text);
  }
  const entries = Object.entries(jobs).map(([jobName, more]) => ({
    jobName,
    worker: `${name}.worker`,
    callback: `${name}.callback`,
    ...more,
  }));
  services.push({ name, contentHash: 'hash', entries, problem: null });
}

interface JobRow {
  id: string;
  job_name: string;
  state: string;
  reason: string | null;
  error: string | null;
  result: string | null;
  callback_answer: string | null;
}
const all = <Row>(sql: string, ...parameters: string[]) =>
  application.context.history.all<Row>(sql, parameters);
const jobRuns = (run: string) => all<JobRow>('SELECT * FROM job_run WHERE run_id = ? ORDER BY position', run);

const byText = (a: string, b: string) => (a < b ? -1 : Number(a > b));

/** Takes a patient through everything; returns the identifier of the ended run. */
async function process(PatientID: string): Promise<string> {
  const arrival = archive.arrive(archive.add({ PatientID, studies: [[2]] }));
  planning.wake();
  const run = () =>
    all<{ id: string; state: string }>('SELECT id, state FROM run WHERE arrival_id = ?', arrival)[0];
  await application.until(() => (run()?.state ?? 'active') !== 'active');
  return run()?.id ?? '';
}

describe('services as people write them', () => {
  it('are called the way the original called them', async () => {
    install(
      'first',
      `
def callback(jobName, headers, params, added_params, **kwargs):
    print("asked about", headers["id"])
    series = headers["seriesIds"][0]
    return True, {"outputs": {series: {"path": "out/" + headers["id"] + ".txt"}}}
`,
      `
import os
def worker(jobName, headers, params, added_params, **kwargs):
    print("working in", os.getcwd())
    target = added_params[jobName]["outputs"][headers["seriesIds"][0]]["path"]
    os.makedirs(os.path.dirname(target))
    folder = os.path.join(os.environ["DATA"], headers["dcmpath"], headers["seriesIds"][0])
    with open(target, "w") as file:
        file.write(" ".join(sorted(os.listdir(folder))))
    return {"params": params, "names": sorted(added_params),
            "environment": {name: os.environ.get(name) for name in
                            ("DATA", "LOGS", "MODULES", "MODULE", "CLEAN_ORTHANC", "ORTHANC_DEFUALT_STORE")}}
`,
      { first: { params: { threshold: 0.5 } } },
    );
    install(
      'second',
      `
def callback(jobName, headers, params, added_params, **kwargs):
    assert params is None
    return (True, {"from": sorted(added_params)})
`,
      `
import os
def worker(jobName, headers, params, added_params):
    path = list(added_params["first"]["outputs"].values())[0]["path"]
    return open(os.path.join(os.environ["DATA"], path)).read()
`,
      { second: { dependsOn: 'first', sortPosition: 5000 } },
    );
    const run = await process('P1');
    const [first, second] = jobRuns(run);
    const { folders } = application.context;
    const { data } = runFolders(folders, run);
    expect(JSON.parse(first!.result!)).toEqual({
      params: { threshold: 0.5 },
      names: ['first', 'second'],
      environment: {
        DATA: data,
        LOGS: folders.logs,
        MODULES: folders.modules,
        MODULE: folders.modules,
        CLEAN_ORTHANC: '0',
        ORTHANC_DEFUALT_STORE: 'pac',
      },
    });
    expect(JSON.parse(first!.callback_answer!)).toMatchObject({
      kind: 'accepted',
      output: expect.stringContaining('asked about'),
    });
    const instances = [...archive.series.values()][0]!.map((instance) => `${instance.id}.dcm`);
    expect(JSON.parse(second!.result!)).toBe(instances.toSorted().join(' '));
    expect(all('SELECT path FROM result_file')).toEqual([
      {
        path: `out/${(JSON.parse(all<{ headers: string }>('SELECT headers FROM run')[0]!.headers) as JsonObject)['id'] as string}.txt`,
      },
    ]);
    expect(readFileSync(attemptLogFile(runFolders(folders, run), first!.id, 1), 'utf8')).toContain(
      'working in',
    );
  });

  it('may ask for weeks of time', async () => {
    install('long', 'def callback(**kwargs):\n    return True\n', 'def worker(**kwargs):\n    return 1\n', {
      long: { timeout: '52w' },
    });
    const run = await process('P1');
    expect(jobRuns(run)).toMatchObject([{ state: 'succeeded' }]);
  });

  // Only Linux keeps the limit of memory.
  it.skipIf(os.platform() !== 'linux')(
    'are tried again, held to what they asked for, and told of each other, as their definitions say',
    async () => {
      install(
        'rules',
        'def callback(**kwargs):\n    return True\n',
        `
import os
def flaky(**kwargs):
    count = len([name for name in os.listdir(".") if name.startswith("try")])
    open("try%d" % count, "w").close()
    if count < 2: raise ValueError("try %d" % count)
    return count
def greedy(**kwargs):
    return len(bytearray(800 * 1024 * 1024))
def threads(jobName, headers, params, added_params):
    return os.environ["OMP_NUM_THREADS"]
def told(dependency_results, **kwargs):
    return {name: [one["state"], one["result"], one["error"]] for name, one in dependency_results.items()}
def clean(jobName, headers, params, added_params, dependency_results):
    return sorted(dependency_results)
`,
        {
          flaky: { worker: 'rules.flaky', retries: { times: 2, delay: 0.05 } },
          greedy: { worker: 'rules.greedy', resources: { memory: '256M' } },
          threads: { worker: 'rules.threads', resources: { cpu: 2 } },
          strict: { worker: 'rules.threads', dependsOn: 'greedy' },
          told: { worker: 'rules.told', dependsOn: ['flaky', 'greedy'], onDependencyFailure: 'run' },
        },
      );
      application.options.postServices = [
        { jobName: 'clean', worker: 'rules.clean', callback: 'rules.callback', dependsOn: 'strict' },
      ];
      const run = await process('P1');
      const of = (jobName: string) => jobRuns(run).find((row) => row.job_name === jobName)!;
      const { attemptList } = getJobRun(
        application.context.history,
        application.context.folders,
        of('flaky').id,
      );
      expect(attemptList.map(({ outcome, error }) => [outcome, error?.message])).toEqual([
        ['failed', 'try 0'],
        ['failed', 'try 1'],
        ['succeeded', undefined],
      ]);
      expect(of('threads')).toMatchObject({ state: 'succeeded', result: '"2"' });
      expect(of('strict').state).toBe('skipped');
      const limit = 'The job asked for more memory than its limit of 256 MB (resources.memory).';
      expect(JSON.parse(of('greedy').error!)).toMatchObject({ type: 'MemoryError', message: limit });
      expect(JSON.parse(of('told').result!)).toEqual({
        flaky: ['succeeded', 2, null],
        greedy: ['failed', null, limit],
      });
      expect(JSON.parse(of('clean').result!)).toEqual(['flaky', 'greedy', 'strict', 'threads', 'told']);
    },
  );

  it('see nothing of another patient, and changed callbacks and workers take effect at the next arrival', async () => {
    const callback = (text: string) => `
def callback(jobName, headers, params, added_params, **kwargs):
    ${text}
`;
    install(
      'a',
      callback('return True, {"storage": {"path": "a.pdf"}}'),
      'def worker(**kwargs):\n    return sorted(kwargs["added_params"])\n',
      { a: {}, b: { callback: 'a.always', dependsOn: null } },
    );
    const registry = path.join(application.context.folders.registry, 'a', '__init__.py');
    const always = callback('return True').replace('callback(', 'always(');
    writeFileSync(registry, callback('return True, {"storage": {"path": "a.pdf"}}') + always);
    const first = await process('P1');
    writeFileSync(registry, callback('return False') + always);
    writeFileSync(
      path.join(application.context.folders.modules, 'a', '__init__.py'),
      'def worker(**kwargs):\n    return ["changed"] + sorted(kwargs["added_params"])\n',
    );
    const second = await process('P2');
    expect(jobRuns(first).map((row) => row.result)).toEqual(['["a"]', '["a"]']);
    expect(jobRuns(second).map((row) => [row.state, row.result])).toEqual([
      ['skipped', null],
      ['succeeded', '["changed"]'],
    ]);
  });

  it('are asked and run once per series where they say so, each seeing its own, and once more for late instances', async () => {
    install(
      'parts',
      `
def each(jobName, headers, params, added_params, **kwargs):
    (series,) = headers["seriesIds"]
    (study,) = headers["studies"]
    assert [one["id"] for one in study["series"]] == [series]
    print("asked about", series)
    number = study["series"][0]["tags"]["InstanceNumber"]
    return len(seen(added_params)) == 0, {"outputs": {series: {"path": series + ".txt"}}, "deleted": [series + ".tmp"]}

def again(headers, added_params, **kwargs):
    return True, {"seen": seen(added_params)}

def seen(added_params):
    return sorted(added_params.get("each", {}).get("outputs", {}))

def all(headers, added_params, **kwargs):
    return True, {"seen": seen(added_params), "deleted": added_params["each"]["deleted"]}
`,
      `
def worker(jobName, headers, added_params, **kwargs):
    return [headers["seriesIds"], headers["studyIds"], sorted(added_params["each"]["outputs"])]
`,
      {
        all: { callback: 'parts.all', dependsOn: 'each' },
        each: { callback: 'parts.each', grouping: 'series', sortPosition: 1 },
        again: { callback: 'parts.again', grouping: 'study', sortPosition: 2, dependsOn: ['each'] },
      },
    );
    const patient = archive.add({ PatientID: 'P1', studies: [[1, 1], [2]] });
    const series = all<{ id: string; study: string }>(
      'SELECT series.id, study.id AS study FROM series JOIN study ON study.key = study_key ORDER BY series.key',
    );
    const ids = series.map((one) => one.id);
    const [first, second, third] = ids;
    const studies = [...new Set(series.map((one) => one.study))];
    for (const version of [1, 2]) {
      const arrival = archive.arrive(patient);
      planning.wake();
      const run = () =>
        all<{ id: string; state: string; version: number }>(
          'SELECT * FROM run WHERE arrival_id = ?',
          arrival,
        )[0];
      await application.until(() => (run()?.state ?? 'active') !== 'active');
      expect(run()).toMatchObject({ state: 'succeeded', version });
      const { history, folders } = application.context;
      const jobs = jobRunsOfRun(history, run()?.id ?? '');
      expect(jobs.map(({ jobName, entity }) => [jobName, entity?.level, entity?.key])).toEqual([
        ['each', 'series', first],
        ['each', 'series', second],
        ['each', 'series', third],
        ['again', 'study', studies[0]],
        ['again', 'study', studies[1]],
        ['all', undefined, undefined],
      ]);
      const details = jobs.map((job) => getJobRun(history, folders, job.id));
      expect(details.map((job) => job.result)).toEqual([
        [[first], [studies[0]], [first]],
        [[second], [studies[0]], [second]],
        [[third], [studies[1]], [third]],
        [[first, second], [studies[0]], ids.slice(0, 2).toSorted(byText)],
        [[third], [studies[1]], [third]],
        [ids, studies, ids.toSorted(byText)],
      ]);
      expect(details[1]?.callbackAnswer?.output).toBe(`asked about ${second}\n`);
      expect(details[3]?.injected).toEqual({ seen: ids.slice(0, 2).toSorted(byText) });
      expect(details[5]?.injected).toEqual({
        seen: ids.toSorted(byText),
        deleted: ids.map((id) => `${id}.tmp`),
      });
      const edges = all<{ from_id: string; to_id: string }>(
        `SELECT a.id AS from_id, b.id AS to_id FROM job_edge JOIN job_run a ON a.key = from_key
         JOIN job_run b ON b.key = to_key WHERE b.run_id = ?`,
        run()?.id ?? '',
      );
      const at = (id: string) => jobs.findIndex((job) => job.id === id);
      expect(edges.map((edge) => `${at(edge.from_id)} ${at(edge.to_id)}`).toSorted(byText)).toEqual([
        '0 3',
        '0 5',
        '1 3',
        '1 5',
        '2 4',
        '2 5',
      ]);
    }
  });

  it('are asked about what arrives together where they want more, with a word about it', async () => {
    install('wide', 'def callback(**kwargs):\n    return True\n', 'def worker(**kwargs):\n    pass\n', {
      wide: { grouping: 'patient' },
    });
    const patient = archive.add({ PatientID: 'P1', studies: [[1], [2]] });
    const arrival = archive.arrive(patient);
    application.context.history.run("UPDATE arrival SET level = 'study' WHERE id = ?", [arrival]);
    planning.wake();
    const run = () => all<{ id: string; state: string }>('SELECT * FROM run')[0];
    await application.until(() => run()?.state === 'succeeded');
    expect(jobRuns(run()?.id ?? '')).toHaveLength(1);
    const [warning] = all<{ reason: string }>('SELECT reason FROM run_warning');
    expect(warning?.reason).toContain('has the grouping \\"patient\\", and the application gathers by study');
  });

  it('take effect edited within one second, to the same size, beside what Python compiled of them before', async () => {
    const { registry, modules } = application.context.folders;
    const callback = (n: number) => `def callback(**kwargs):\n    return True, {"callback": ${n}}\n`;
    const worker = (n: number) =>
      `def worker(added_params, **kwargs):\n    return [added_params["a"]["callback"], ${n}]\n`;
    install('a', callback(1), worker(1), { a: {} });
    const write = (n: number) => {
      for (const [root, text] of [
        [registry, callback(n)],
        [modules, worker(n)],
      ] as const) {
        const file = path.join(root, 'a', '__init__.py');
        writeFileSync(file, text);
        utimesSync(file, 1_700_000_000, 1_700_000_000);
      }
    };
    write(1);
    const python = runtime.environments()[0]?.description.split(', ').at(-1) ?? '';
    execFileSync(python, ['-m', 'compileall', '-q', registry, modules]);
    for (const n of [1, 2, 3]) {
      write(n);
      const run = await process(`P${n}`);
      expect(jobRuns(run).map((row) => row.result)).toEqual([`[${n},${n}]`]);
    }
  });

  it('are run again when the engine was closed under them', async () => {
    install(
      'long',
      'def callback(**kwargs):\n    return True\n',
      `
import os, time
def worker(**kwargs):
    mark = os.path.join(os.environ["LOGS"], "begun")
    if os.path.exists(mark):
        return "second time"
    open(mark, "w").close()
    print("begun", flush=True)
    time.sleep(600)
`,
      { long: {} },
    );
    const ended = process('P1');
    await application.until(() => application.events.some(({ name }) => name === 'log.grown'));
    await dispatch.close();
    expect(all('SELECT state FROM job_run')).toEqual([{ state: 'queued' }]);
    dispatch = createDispatch(application.context, { runtime, onRunEnded: (run) => delivery.runEnded(run) });
    expect(jobRuns(await ended).map((row) => [row.state, row.result])).toEqual([
      ['succeeded', '"second time"'],
    ]);
    expect(all('SELECT outcome, orderly FROM attempt ORDER BY number')).toEqual([
      { outcome: 'interrupted', orderly: 1 },
      { outcome: 'succeeded', orderly: 0 },
    ]);
  });

  it('get rid of what they named under "deleted" once the run is over', async () => {
    install(
      'tidy',
      'def callback(headers, **kwargs):\n    return True, {"deleted": [headers["dcmpath"], "../../outside"]}\n',
      'def worker(**kwargs):\n    open("kept.txt", "w").close()\n',
      { tidy: {} },
    );
    const run = await process('P1');
    await application.until(
      () => all<{ delivered_at: number | null }>('SELECT delivered_at FROM run')[0]?.delivered_at !== null,
    );
    const { data } = runFolders(application.context.folders, run);
    expect(readdirSync(path.join(data, 'dicom'))).toEqual([]);
    expect(all('SELECT path FROM result_file')).toEqual([{ path: 'kept.txt' }]);
    expect(all<{ reason: string }>('SELECT reason FROM run_warning')[0]?.reason).toContain('../../outside');
  });
});

describe('bad services', () => {
  const callbacks = `
import time
def callback(**kwargs):
    return True
def raises(**kwargs):
    return 1 / 0
def nonsense(**kwargs):
    return (True, {}, "more")
def hangs(**kwargs):
    time.sleep(600)
def exits(**kwargs):
    raise SystemExit(4)
`;
  const workers = `
import os, signal, subprocess, sys, time
def worker(**kwargs):
    return "fine"
def raises(**kwargs):
    raise ValueError("the image has no pixels")
def exits(**kwargs):
    sys.exit(3)
def killed(**kwargs):
    os.kill(os.getpid(), signal.SIGKILL)
def prints(**kwargs):
    line = "x" * 999 + "\\n"
    for _ in range(100 * 1000):
        sys.stdout.write(line)
def slow(**kwargs):
    time.sleep(600)
def leaves(**kwargs):
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    return child.pid
`;
  const job = (callback: string, worker: string, more: object = {}) => ({
    callback: `bad.${callback}`,
    worker: `bad.${worker}`,
    ...more,
  });

  it('fail each in their own place with one clear sentence, and harm nobody else', async () => {
    application.options.callbackTimeoutSeconds = 1;
    application.options.logLimitBytes = 100_000;
    install('bad', callbacks, workers, {
      callbackRaises: job('raises', 'worker'),
      callbackNonsense: job('nonsense', 'worker'),
      callbackHangs: job('hangs', 'worker'),
      callbackExits: job('exits', 'worker'),
      callbackMissing: job('nowhere', 'worker'),
      raises: job('callback', 'raises'),
      exits: job('callback', 'exits'),
      killed: job('callback', 'killed'),
      prints: job('callback', 'prints'),
      slow: job('callback', 'slow', { timeout: 1 }),
      leaves: job('callback', 'leaves'),
      missing: job('callback', 'nowhere'),
      good: job('callback', 'worker'),
      dependent: job('callback', 'worker', { dependsOn: ['raises'] }),
    });
    const run = await process('P1');
    const found = jobRuns(run).map((row) => {
      const said = row.error ?? row.reason;
      const message = said === null ? '' : (JSON.parse(said) as Reason).message;
      return [row.job_name, row.state, message] as const;
    });
    expect(Object.fromEntries(found.map(([name, state]) => [name, state]))).toEqual({
      callbackRaises: 'skipped',
      callbackNonsense: 'skipped',
      callbackHangs: 'skipped',
      callbackExits: 'skipped',
      callbackMissing: 'skipped',
      raises: 'failed',
      exits: 'failed',
      killed: 'failed',
      prints: 'succeeded',
      slow: 'timed-out',
      leaves: 'succeeded',
      missing: 'failed',
      good: 'succeeded',
      dependent: 'skipped',
    });
    const messages = Object.fromEntries(found.map(([name, , message]) => [name, message]));
    expect(messages['callbackRaises']).toContain('division by zero');
    expect(messages['callbackHangs']).toContain('1 s');
    expect(messages['raises']).toBe('the image has no pixels');
    expect(messages['exits']).toContain('sys.exit(3)');
    expect(messages['killed']).toContain('SIGKILL');
    expect(messages['slow']).toContain('time limit of 1 s');
    expect(messages['dependent']).toBe('"dependent" needs "raises", which failed.');

    const prints = all<{ id: string; log_bytes: number; dropped_log_bytes: number }>(
      `SELECT job_run.id, log_bytes, dropped_log_bytes FROM attempt JOIN job_run ON job_run.key = job_run_key
       WHERE job_name = 'prints'`,
    )[0]!;
    expect(prints.dropped_log_bytes).toBe(100_000_000 - 100_000);
    expect(prints.log_bytes).toBeLessThan(120_000);
    const file = attemptLogFile(runFolders(application.context.folders, run), prints.id, 1);
    expect(statSync(file).size).toBe(prints.log_bytes);

    const left = Number(jobRuns(run).find((row) => row.job_name === 'leaves')?.result);
    expect(() => globalThis.process.kill(left, 0)).toThrow('ESRCH');
  });
});
