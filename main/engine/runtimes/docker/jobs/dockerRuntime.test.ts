import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as testDocker from '../../../../../scripts/testDocker/index.ts';
import { createDockerSample } from './fixtures/dockerSample.ts';
import type { DockerSample } from './fixtures/dockerSample.ts';
import type { DockerRuntime } from './types.ts';

const obstacle = await testDocker.dockerObstacle();
const service = `
import os, signal, socket, subprocess, sys, time

def answer(jobName, headers, params, added_params):
    print('to stdout'); print('to stderr', file=sys.stderr)
    return {'params': params, 'headers': headers, 'data': os.environ['DATA'], 'cwd': os.getcwd(),
            'file': os.path.join(os.environ['DATA'], 'a.txt'), 'elsewhere': '/runs/../etc/passwd', 'user': os.getuid()}
def writes(**_):
    from dcm_processor_lib import print as log
    log('logged')
    open('result.txt', 'w').write('done')
def attempt(what):
    try:
        return what()
    except OSError as error:
        return type(error).__name__
def read(path):
    with open(path, errors='replace') as file:
        return file.read()
def reads(params, **_):
    return [attempt(lambda: read(path)) for path in params]
def lists(params, **_):
    return [attempt(lambda: sorted(os.listdir(path))) for path in params]
def reads_by_subprocess(params, **_):
    return [subprocess.call(['cat', path], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for path in params]
def connects(params, **_):
    return [attempt(lambda: bool(socket.create_connection((host, port), timeout=3))) for host, port in params]
def rights(**_):
    lines = dict(line.split(':', 1) for line in read('/proc/self/status').splitlines())
    return {name: lines[name].strip() for name in ('CapEff', 'CapBnd', 'NoNewPrivs')}
def neighbours(**_):
    found = set()
    for pid in os.listdir('/proc'):
        if pid.isdigit() and int(pid) != os.getpid():
            for name in ('environ', 'maps', 'mem'):
                found.add(attempt(lambda: read('/proc/%s/%s' % (pid, name))))
            found.add(attempt(lambda: os.listdir('/proc/%s/root' % pid)))
    return sorted(str(one)[:60] for one in found)
def waits(**_):
    open('mine', 'w').close()
    print('ready', flush=True)
    time.sleep(600)
def takes(params, **_):
    return len(bytearray(params))
def dies(**_):
    os.kill(os.getpid(), signal.SIGKILL)
`;
const callbacks = `
import os
def yes(jobName, headers, params, added_params):
    return True, {'deleted': [os.path.join(os.environ['DATA'], 'dicom')], 'sees': sorted(os.listdir('/')), 'net': sorted(os.listdir('/sys/class/net'))}
`;

describe.skipIf(obstacle !== null)('jobs in containers', () => {
  let sample: DockerSample;
  let runtime: DockerRuntime;

  beforeAll(async () => {
    sample = await createDockerSample(testDocker);
    sample.service('svc', service);
    sample.service('other', 'SECRET = 1');
    sample.callbacks('svc', callbacks);
    ({ runtime } = sample.open());
    await runtime.reconcile();
  }, 180_000);
  afterAll(() => sample.remove(), 60_000);

  it('are called as in the original, with paths of the container, and answer with those of this machine', async () => {
    expect(runtime.problems()).toEqual([]);
    expect(runtime.environments()).toMatchObject([{ name: 'sample/base', channels: ['default'], slots: 2 }]);
    const data = path.join(sample.folders.runs, 'first', 'data');
    const job = sample.run(runtime, 'svc.answer', { data, params: { model: path.join(data, 'm') } });
    expect(await job.outcome).toMatchObject({
      kind: 'succeeded',
      result: {
        params: { model: path.join(data, 'm') },
        headers: { id: 'p' },
        data,
        cwd: data,
        file: path.join(data, 'a.txt'),
        // Leads out of its folder: it is no path of this machine.
        elsewhere: '/runs/../etc/passwd',
        user: process.getuid?.(),
      },
    });
    expect(job.said()).toBe('to stdout\nto stderr\n');
  });

  it('leave their files to the owner of the application, and add to the log of the day', async () => {
    const job = sample.run(runtime, 'svc.writes');
    expect(await job.outcome).toMatchObject({ kind: 'succeeded' });
    expect(readFileSync(path.join(job.data, 'result.txt'), 'utf8')).toBe('done');
    expect(job.said()).toBe('logged\n');
  });

  it('cannot read another run, another service, the registry, logs or the host', async () => {
    const secret = path.join(sample.folders.runs, 'secret', 'data', 'patient.txt');
    mkdirSync(path.dirname(secret), { recursive: true });
    writeFileSync(secret, 'name');
    writeFileSync(path.join(sample.folders.logs, 'old.log'), 'name');
    const denied = ['/runs/secret/data/patient.txt', '/modules/other/__init__.py', '/logs/old.log'];
    expect(await sample.run(runtime, 'svc.reads', { params: denied as never }).outcome).toMatchObject({
      result: denied.map(() => 'PermissionError'),
    });
    expect(
      await sample.run(runtime, 'svc.reads_by_subprocess', { params: denied as never }).outcome,
    ).toMatchObject({ result: denied.map(() => 1) });
    const absent = ['/registry', '/planning', sample.folders.root, '/var/run/docker.sock', '/scratch'];
    expect(await sample.run(runtime, 'svc.lists', { params: absent as never }).outcome).toMatchObject({
      result: [
        'FileNotFoundError',
        'FileNotFoundError',
        'FileNotFoundError',
        'FileNotFoundError',
        'PermissionError',
      ],
    });
  });

  it('cannot look into neighbours in the same container, nor into what runs them', async () => {
    const abort = new AbortController();
    const neighbour = sample.run(runtime, 'svc.waits', { signal: abort.signal });
    await neighbour.printed('ready');
    expect(await sample.run(runtime, 'svc.neighbours').outcome).toMatchObject({
      result: ['PermissionError'],
    });
    abort.abort();
    expect(await neighbour.outcome).toMatchObject({ kind: 'cancelled' });
  });

  it('have no rights, and no network', async () => {
    expect(await sample.run(runtime, 'svc.rights').outcome).toMatchObject({
      result: { CapEff: '0000000000000000', CapBnd: '0000000000000000', NoNewPrivs: '1' },
    });
    const places = [
      ['172.17.0.1', 22],
      ['1.1.1.1', 53],
    ];
    expect(await sample.run(runtime, 'svc.connects', { params: places as never }).outcome).toMatchObject({
      result: ['OSError', 'OSError'],
    });
  });

  it('are planned in a container that sees the registry and no run', async () => {
    const session = await sample.plan(runtime);
    const answer = await session.ask({ jobName: 'a', callback: 'svc.yes', params: null, addedParams: {} });
    await session.close();
    expect(answer).toMatchObject({
      kind: 'accepted',
      injected: { deleted: [path.join(sample.folders.runs, 'r', 'data', 'dicom')], net: ['lo'] },
    });
    expect(JSON.stringify(answer)).not.toContain('"runs"');
    expect(existsSync(path.join(sample.folders.root, 'planning'))).toBe(true);
  });

  it('of a trial are planned with code that lies where only jobs see it', async () => {
    const registryFolder = path.join(sample.folders.root, 'scratch', 'trial', 'code', 'registry');
    mkdirSync(path.join(registryFolder, 'tried'), { recursive: true });
    writeFileSync(path.join(registryFolder, 'tried', '__init__.py'), 'def yes(**_):\n    return True\n');
    const session = await runtime.openPlanning(
      { registryFolder, headers: {}, variables: {}, callbackTimeoutMs: 10_000 },
      new AbortController().signal,
    );
    const answer = await session.ask({ jobName: 'a', callback: 'tried.yes', params: null, addedParams: {} });
    await session.close();
    expect(answer).toMatchObject({ kind: 'accepted' });
  });

  it('tell what their environment is made of', async () => {
    expect(await runtime.lock('sample/base')).toMatchObject({
      python: expect.stringMatching(/^3\./) as string,
    });
  });
});
