import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RouteInput } from '../../contract/index.ts';
import { openTestEngine } from '../../scripts/testEngine/index.ts';
import type { TestEngine } from '../../scripts/testEngine/index.ts';

/** The life of installed services with real jobs. One engine for all: starting Python is what takes time. */
let test: TestEngine;
let one: { application: string };
beforeAll(async () => {
  test = await openTestEngine();
  one = { application: test.application };
}, 60_000);
afterAll(() => test.close());

let studies = 0;
const study = () => ({ PatientID: `P${++studies}`, StudyInstanceUID: `1.2.${studies}` });
const saying = (what: string) => `def worker(params, **kwargs):\n    return [${what}, params]\n`;
const resultOf = async (jobRun: string) => (await test.ask('job_runs.get', { jobRun })).result;
const longEnough = { timeout: 60_000, interval: 50 };

/** What the jobs of a service returned in a run of its own, by name; states of those that did not succeed. */
async function runOnce(name: string): Promise<Record<string, unknown>> {
  const { jobRuns } = await test.process(study());
  const own = jobRuns.filter(({ service }) => service === name);
  const results = await Promise.all(
    own.map(async ({ id, jobName, state }) => [jobName, state === 'succeeded' ? await resultOf(id) : state]),
  );
  return Object.fromEntries(results);
}

/** Lets jobs begin that wait for the file, and tells which have begun. */
function gate(name: string) {
  const folder = test.folder(name);
  return {
    folder,
    open: () => writeFileSync(path.join(folder, 'open'), ''),
    begun: () => readdirSync(folder).filter((file) => file.startsWith('begun')),
  };
}

/** A worker function that begins, waits, and only then reads its second module and a file beside it. */
function slowly(folder: string): string {
  return `import os, time
def worker(jobName, headers, **kwargs):
    open(os.path.join(${JSON.stringify(folder)}, "begun-" + headers["tags"]["PatientID"]), "w").close()
    while not os.path.exists(${JSON.stringify(path.join(folder, 'open'))}):
        time.sleep(0.02)
    from . import part
    with open(os.path.join(os.environ["MODULES"], __name__.split(".")[0], "weights.txt")) as stream:
        return [part.name, stream.read()]
`;
}

describe('an update', () => {
  it('is shown as what changes, replaces nothing else, and every job run tells which version ran', async () => {
    await test.install('lungs', {
      module: saying('"old"'),
      jobs: { lungs: { params: { limit: 1 } }, gone: {} },
    });
    expect(await runOnce('lungs')).toEqual({ lungs: ['old', { limit: 1 }], gone: ['old', null] });
    const name = 'lungs';
    const folder = test.writeService(name, {
      module: saying('"new"'),
      jobs: { lungs: { params: { limit: 2 }, timeout: '5m' } },
    });
    writeFileSync(path.join(folder, 'module', 'weights.bin'), Buffer.from([0, 1, 2]));

    const compared = await test.ask('services.compare', { ...one, name, with: { folder } });
    expect(compared).toMatchObject({ isSame: false, replacesEdits: false, findings: [], filesLeftOut: 0 });
    expect(compared.files.map(({ path: file, change }) => [file, change])).toEqual([
      ['module/__init__.py', 'changed'],
      ['module/weights.bin', 'added'],
      ['registry/settings.json', 'changed'],
    ]);
    expect(compared.files[0]!.diff).toContain('-    return ["old", params]\n+    return ["new", params]');
    expect(compared.files[1]!.diff).toBeNull();
    expect(compared.jobs).toEqual([
      {
        jobName: 'lungs',
        change: 'changed',
        fields: [
          { field: 'params', before: { limit: 1 }, after: { limit: 2 } },
          { field: 'timeout', before: null, after: '5m' },
        ],
      },
      expect.objectContaining({ jobName: 'gone', change: 'removed' }),
    ]);

    const changed = await test.ask('services.update', { ...one, name, expected: compared.to });
    expect(changed).toMatchObject({ from: 1, to: 2, onEarlierVersion: 0 });
    expect(await runOnce(name)).toEqual({ lungs: ['new', { limit: 2 }] });

    const versions = await test.ask('services.versions', { ...one, name });
    expect(versions).toMatchObject([
      { number: 2, how: 'updated', version: compared.to, isCurrent: true, isKept: true, jobRuns: 1 },
      { number: 1, how: 'installed', isCurrent: false, isKept: true, jobRuns: 2 },
    ]);
    expect(versions[0]!.origin).toMatchObject({ kind: 'folder', path: folder });
  });

  it('is refused when the files are not those that were compared', async () => {
    await test.install('moved', { module: saying('1') });
    const folder = test.writeService('moved', { module: saying('2') });
    const { to } = await test.ask('services.compare', { ...one, name: 'moved', with: { folder } });
    writeFileSync(path.join(folder, 'module', 'late.py'), '');
    await expect(test.ask('services.update', { ...one, name: 'moved', expected: to })).rejects.toMatchObject({
      code: 'service-changed',
    });
    expect((await test.ask('services.get', { ...one, name: 'moved' })).version).toBe(1);
  });

  it('keeps what somebody edited in the application as a version, and rolls back to it', async () => {
    const name = 'edited';
    await test.install(name, { module: saying('"installed"') });
    const { modules } = test.opened.context.folders;
    writeFileSync(path.join(modules, name, '__init__.py'), saying('"by hand"'));
    expect((await test.ask('services.get', { ...one, name })).isEdited).toBe(true);
    const folder = test.writeService(name, { module: saying('"updated"') });
    expect((await test.ask('services.compare', { ...one, name, with: { folder } })).replacesEdits).toBe(true);
    await test.ask('services.update', { ...one, name });
    expect(await runOnce(name)).toEqual({ [name]: ['updated', null] });
    await test.ask('services.roll_back', { ...one, name });
    expect(await runOnce(name)).toEqual({ [name]: ['by hand', null] });
    await test.ask('services.roll_back', { ...one, name, number: 1 });
    await test.restart();
    expect(await runOnce(name)).toEqual({ [name]: ['installed', null] });
    const versions = await test.ask('services.versions', { ...one, name });
    expect(versions.map(({ how }) => how)).toEqual([
      'rolled-back',
      'rolled-back',
      'updated',
      'edited',
      'installed',
    ]);
    await expect(test.ask('services.roll_back', { ...one, name, number: 9 })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('leaves a running job the code it began with, while new jobs have the new code at once', async () => {
    const name = 'busy';
    const { folder, open, begun } = gate('busy-gate');
    const write = (which: string) => {
      const root = test.writeService(name, { module: slowly(folder) });
      writeFileSync(path.join(root, 'module', 'part.py'), `name = "${which}"\n`);
      writeFileSync(path.join(root, 'module', 'weights.txt'), which);
      return root;
    };
    await test.ask('services.install', { ...one, path: write('old') });
    const first = test.process(study());
    await expect.poll(() => begun().length, longEnough).toBe(1);
    write('new');
    expect(await test.ask('services.update', { ...one, name })).toMatchObject({ onEarlierVersion: 1 });
    const second = test.process(study());
    await expect.poll(() => begun().length, longEnough).toBe(2);
    const { folders } = test.opened.context;
    expect(readFileSync(path.join(folders.modules, name, 'part.py'), 'utf8')).toContain('old');
    open();
    const runs = [await first, await second];
    const jobs = runs.map(({ jobRuns }) => jobRuns.find(({ service }) => service === name)!.id);
    expect(await Promise.all(jobs.map(resultOf))).toEqual([
      ['old', 'old'],
      ['new', 'new'],
    ]);
    const versions = await test.ask('services.versions', { ...one, name });
    const cards = await Promise.all(jobs.map((jobRun) => test.ask('provenance.get', { jobRun })));
    expect(cards.map(({ code }) => code.version)).toEqual([versions[1]!.version, versions[0]!.version]);
    await expect
      .poll(() => readFileSync(path.join(folders.modules, name, 'part.py'), 'utf8'), longEnough)
      .toContain('new');
    await expect.poll(() => readdirSync(path.join(folders.modules, '.versions')), longEnough).toEqual([]);
    await test.ask('services.remove', { ...one, name });
  });
});

describe('changes made here', () => {
  it('hold for the next run, leave settings.json alone, survive an update and go one by one', async () => {
    const name = 'tuned';
    await test.install(name, { module: saying('1'), jobs: { tuned: { params: { limit: 1 } }, other: {} } });
    const set = (more: Partial<RouteInput<'services.set_options'>>) =>
      test.ask('services.set_options', { ...one, name, job: 'tuned', ...more });
    await set({ changes: { params: { limit: 7 }, priority: 'Low', sortPosition: 3, timeout: '2h' } });
    expect(await runOnce(name)).toEqual({ tuned: [1, { limit: 7 }], other: [1, null] });
    test.writeService(name, { module: saying('2'), jobs: { tuned: { params: { limit: 2 } }, other: {} } });
    await test.ask('services.update', { ...one, name });
    expect(await runOnce(name)).toEqual({ tuned: [2, { limit: 7 }], other: [2, null] });
    const file = path.join(test.opened.context.folders.registry, name, 'settings.json');
    expect(readFileSync(file, 'utf8')).toContain('"limit":2');

    const changed = await set({ reset: ['params'] });
    expect(changed.jobList[0]).toMatchObject({
      own: { params: { limit: 2 } },
      definition: { params: { limit: 2 }, priority: 'low', sortPosition: 3 },
      changes: { priority: 'low', sortPosition: 3, timeout: '2h' },
    });
    await set({ reset: 'all' });
    expect((await test.ask('services.get', { ...one, name })).jobList[0]!.changes).toEqual({});
    await expect(set({ job: 'nobody', changes: { disabled: true } })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it.each([
    { priority: 'urgent' },
    { timeout: 'soon' },
    { timeout: -1 },
    { channel: ' ' },
    { retries: 1000 },
    { jobName: 'other' },
    { params: 'text' },
  ])('are refused at the border: %j', async (changes) => {
    const asked = { ...one, name: 'tuned', job: 'tuned', changes } as RouteInput<'services.set_options'>;
    await expect(test.ask('services.set_options', asked)).rejects.toThrow();
  });

  it('disable one job or all of them, and the run says so', async () => {
    const name = 'switched';
    await test.install(name, { module: saying('1'), jobs: { switched: {}, second: {} } });
    await test.ask('services.disable', { ...one, name, job: 'second' });
    expect(await runOnce(name)).toEqual({ switched: [1, null], second: 'skipped' });
    expect((await test.ask('services.disable', { ...one, name })).isEnabled).toBe(false);
    expect(await runOnce(name)).toEqual({ switched: 'skipped', second: 'skipped' });
    await test.ask('services.enable', { ...one, name });
    expect(await runOnce(name)).toEqual({ switched: [1, null], second: 'skipped' });
    await test.ask('services.enable', { ...one, name, job: 'second' });
    expect(await runOnce(name)).toEqual({ switched: [1, null], second: [1, null] });
  });
});

describe('a removal', () => {
  it('lets the running job end, cancels those that wait, and leaves nothing behind', async () => {
    const name = 'leaving';
    const { folder, open, begun } = gate('leaving-gate');
    const root = test.writeService(name, {
      module: slowly(folder),
      jobs: { leaving: {}, after: { dependsOn: 'leaving' } },
    });
    writeFileSync(path.join(root, 'module', 'part.py'), 'name = "there"\n');
    writeFileSync(path.join(root, 'module', 'weights.txt'), 'kept');
    await test.ask('services.install', { ...one, path: root });
    const running = test.process(study());
    await expect.poll(() => begun().length, longEnough).toBe(1);
    expect(await test.ask('services.remove', { ...one, name })).toMatchObject({ running: 1, cancelled: 1 });
    expect((await test.ask('services.list', one)).map((service) => service.name)).not.toContain(name);
    open();
    const { jobRuns } = await running;
    const mine = jobRuns.filter(({ service }) => service === name);
    expect(mine.map(({ jobName, state }) => [jobName, state])).toEqual([
      ['leaving', 'succeeded'],
      ['after', 'cancelled'],
    ]);
    expect(await resultOf(mine[0]!.id)).toEqual(['there', 'kept']);
    const { folders } = test.opened.context;
    await expect.poll(() => existsSync(path.join(folders.modules, name)), longEnough).toBe(false);
    expect(existsSync(path.join(folders.registry, name))).toBe(false);
    await expect(test.ask('services.get', { ...one, name })).rejects.toMatchObject({
      code: 'service-not-found',
    });
  });
});

describe('what was fetched', () => {
  it('is installed with the address and commit that it came from, services as well as workers', async () => {
    const repository = test.folder('repository');
    const git = (...words: string[]) =>
      execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@t', ...words], { cwd: repository });
    cpSync(test.writeService('fetched', { module: saying('1') }), path.join(repository, 'service'), {
      recursive: true,
    });
    mkdirSync(path.join(repository, 'worker'));
    writeFileSync(
      path.join(repository, 'worker', 'settings.json'),
      JSON.stringify({ name: 'tools', baseImage: 'python:3.11-slim', environments: [{ name: 'tools' }] }),
    );
    git('init', '-q');
    git('add', '.');
    git('commit', '-q', '-m', 'first');
    const commit = git('rev-parse', 'HEAD').toString().trim();
    const fetch = async (subfolder: string) => {
      const source = { kind: 'git' as const, url: repository, subfolder };
      const { id } = await test.ask('sources.open', { source });
      await expect.poll(async () => (await test.ask('sources.get', { id })).state, longEnough).toBe('ready');
      return test.ask('sources.get', { id });
    };
    const service = await fetch('service');
    await expect(
      test.ask('services.install', { ...one, source: { staged: 'nothing' } }),
    ).rejects.toMatchObject({ code: 'source-not-found' });
    // It goes after a day.
    await expect(
      test.ask('services.install', { ...one, source: { staged: service.id }, link: true }),
    ).rejects.toMatchObject({ code: 'folder-not-usable' });
    await test.ask('services.install', { ...one, source: { staged: service.id } });
    const [version] = await test.ask('services.versions', { ...one, name: 'fetched' });
    expect(version!.origin).toMatchObject({ kind: 'git', commit, subfolder: 'service' });

    const worker = await fetch('worker');
    const { workers } = await test.ask('workers.install', {
      ...one,
      path: worker.folder!,
      staged: worker.id,
      build: false,
    });
    expect(workers[0]!.origin).toBe(`${repository}@${commit.slice(0, 12)} (worker)`);
    await test.ask('sources.close', { id: worker.id });
    await test.ask('sources.close', { id: service.id });
    expect(await runOnce('fetched')).toEqual({ fetched: [1, null] });
  });
});

describe('development mode', () => {
  it('has the next run use what was just saved, without a restart, and tells what is wrong with it', async () => {
    const name = 'worked_on';
    const write = (module: string) => test.writeService(name, { module });
    await test.ask('services.install', { ...one, path: write(saying('1')), link: true });
    expect(await runOnce(name)).toEqual({ [name]: [1, null] });
    write(saying('2'));
    // At once: nobody has noticed yet that something was saved.
    await test.ask('services.run_again', { ...one, name });
    await expect.poll(async () => (await test.ask('runs.list', one)).rows[0]?.version, longEnough).toBe(2);
    const [again] = (await test.ask('runs.list', one)).rows;
    const { jobRuns } = await test.ended(again!.id);
    expect(await resultOf(jobRuns.find(({ service }) => service === name)!.id)).toEqual([2, null]);
    const versions = await test.ask('services.versions', { ...one, name });
    expect(versions.map(({ how, jobRuns: ran }) => [how, ran])).toEqual([
      ['saved', 1],
      ['installed', 1],
    ]);
    await test.ask('services.update', { ...one, name });
    expect((await test.ask('services.get', { ...one, name })).link?.state).toBe('following');
    write('def worker(**kwargs:\n');
    await expect
      .poll(async () => (await test.ask('services.get', { ...one, name })).link?.findings.length, longEnough)
      .toBeGreaterThan(0);
    await test.ask('services.unlink', { ...one, name });
    await test.ask('services.disable', { ...one, name });
  });

  it('has checks of golden cases, explanations and scratch runs use what was just saved as well', async () => {
    const name = 'tried';
    const write = (answer: string, says: string) =>
      test.writeService(name, {
        registry: `def callback(**kwargs):\n    return ${answer}\n`,
        module: `def worker(**kwargs):\n    return "${says}"\n`,
        jobs: { [name]: {} },
      });
    await test.ask('services.install', { ...one, path: write('True', 'first'), link: true });
    const run = await test.process({ PatientID: 'TRIED', StudyInstanceUID: '1.2.77' });
    const { id: jobRun } = run.jobRuns.find(({ service }) => service === name)!;
    const golden = await test.ask('golden.add', { jobRun });

    write('True', 'second');
    const check = await test.ask('golden.check', { ...one, cases: [golden.id] });
    await test.finished(check.id);
    const [checked] = await test.ask('golden.list', { ...one, service: name });
    expect(checked?.lastCheck?.outcome).toBe('different');

    write('True', 'third');
    const scratch = await test.ask('scratch.start', { ...one, service: name, run: run.id });
    await test.finished(scratch.id);
    const { jobs } = await test.ask('scratch.get', { ...one, scratch: scratch.id });
    expect(jobs.map(({ result }) => result)).toEqual(['third']);

    write('False', 'fourth');
    const { arrivals } = await test.ask('explain.stored', { ...one, level: 'patient', key: 'TRIED' });
    expect(arrivals[0]?.jobs.find(({ jobName }) => jobName === name)?.answer?.kind).toBe('declined');
    await test.ask('services.unlink', { ...one, name });
    await test.ask('services.disable', { ...one, name });
  });

  it('tells what importing finds as soon as it is linked, and after a restart, not only with the next save', async () => {
    const name = 'imports';
    await test.install(name, { module: saying('1') });
    const folder = test.writeService(name, { module: `import nowhere_to_be_found\n${saying('2')}` });
    const findings = async () => {
      const { link } = await test.ask('services.get', { ...one, name });
      return link?.findings.map(({ message }) => message).join();
    };
    await test.ask('services.link', { ...one, name, folder });
    await expect.poll(findings, longEnough).toContain('nowhere_to_be_found');
    await test.restart();
    await expect.poll(findings, longEnough).toContain('nowhere_to_be_found');
    await test.ask('services.remove', { ...one, name });
  });
});

describe('run again', () => {
  it('takes the patient that the service ran for last, or the one that is named', async () => {
    const name = 'again';
    await test.install(name, { module: saying('1') });
    await expect(test.ask('services.run_again', { ...one, name })).rejects.toMatchObject({
      code: 'not-found',
    });
    const run = await test.process(study());
    test.writeService(name, { module: saying('2') });
    await test.ask('services.update', { ...one, name });
    await test.ask('services.run_again', { ...one, name });
    await expect.poll(async () => (await test.ask('runs.list', one)).rows[0]?.version, longEnough).toBe(2);
    const [again] = (await test.ask('runs.list', one)).rows;
    const { jobRuns } = await test.ended(again!.id);
    expect(again!.key).toBe(run.key);
    expect(await resultOf(jobRuns.find(({ service }) => service === name)!.id)).toEqual([2, null]);
  });
});
