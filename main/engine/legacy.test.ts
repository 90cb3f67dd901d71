import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { legacyRoutes } from '../../contract/index.ts';
import type { RouteInput } from '../../contract/index.ts';
import { silentLogger } from './context/index.ts';
import { startEngine } from './engine.ts';
import type { Engine } from './engine.ts';
import { createLegacy } from './legacy/index.ts';
import type { Legacy } from './legacy/index.ts';
import { legacyRooms } from './legacyRooms.ts';
import { serviceFiles, stateOf, writeOldTool } from './legacy/testing/oldTool.ts';

let root: string;
let engine: Engine;
let legacy: Legacy;
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'legacy-'));
  const home = path.join(root, 'home');
  mkdirSync(home);
  engine = startEngine({ home, log: silentLogger, logFile: path.join(home, 'log'), onStop: () => undefined });
  legacy = createLegacy({ home, rooms: legacyRooms(engine) });
});
afterEach(async () => {
  await engine.close();
  rmSync(root, { recursive: true, force: true });
});

const old = () => path.join(root, 'old');
/** Brings one over and waits for the end. */
async function bring(request: RouteInput<'legacy.import'>) {
  const { id } = await legacy.import(legacyRoutes['legacy.import'].input.parse(request));
  const task = await engine.tasks.ended(id);
  return { task, result: legacy.result(id) };
}
const reasons = (left: readonly { what: string; reason: string }[]) =>
  Object.fromEntries(left.map(({ what, reason }) => [what, reason]));

describe('looking at what the old tool left', () => {
  it('tells what can be brought over of each application, what not and why, and no password', async () => {
    const configFile = writeOldTool(old(), [{ name: 'Lung Study' }, { name: 'second' }]);
    const found = await legacy.look(configFile);
    expect(found.applications.map(({ suggestedName }) => suggestedName)).toEqual(['Lung Study', 'second']);
    const [first] = found.applications;
    expect(first).toMatchObject({ problem: null, peers: ['pacs', 'broken'] });
    expect(Object.fromEntries((first?.settings ?? []).map(({ option, value }) => [option, value]))).toEqual({
      'filters.modalities': 'CT,MR,PT',
      'filters.imageTypes': 'primary,original',
      'filters.junkWords': 'derived,scout',
      'filters.requiredTags': 'SeriesInstanceUID,InstanceNumber',
      'scp.port': '4343',
      'orthanc.port': '8081',
      'orthanc.defaultStore': 'pacs',
      'orthanc.clean': 'true',
      fullTags: 'false',
      headerFields: 'Modality,PatientID',
      preServices: 'first',
      quietSeconds: '90',
      'scp.aeTitle': 'WARD-3',
    });
    expect(first?.services.map(({ name, bundled, problem }) => [name, bundled, problem])).toEqual([
      ['base', true, null],
      ['dcm2nii', true, null],
      ['lung', false, null],
    ]);
    expect(first?.workers).toMatchObject([
      {
        name: 'gpu',
        problem: null,
        notes: [expect.stringContaining('HUB_TOKEN'), expect.stringContaining('volume')],
      },
    ]);
    expect(Object.keys(reasons(first?.left ?? []))).toEqual(
      expect.arrayContaining([
        'orthanc.json: RegisteredUsers',
        'docker-compose.yml: viewer',
        '.env: DASHBOARD_PORT',
        '.env: ORTHANC_REST_USERNAME, ORTHANC_REST_PASSWORD',
        'dashboard/auth.json',
        'scripts such as run.sh',
      ]),
    );
    expect(found.network).toMatchObject({ httpProxy: 'http://ada@proxy.example:3128', httpsProxy: null });
    expect(JSON.stringify(found)).not.toMatch(/(?:orthanc|hub|fhir|dashboard|proxy)-word/);
  });

  it('shows no password of a proxy that was written without its scheme', async () => {
    const configFile = writeOldTool(old(), [], { proxies: { http_proxy: 'ada:proxy-word@proxy:3128' } });
    const { network } = await legacy.look(configFile);
    expect(network.httpProxy).toBe('ada@proxy:3128');
    await legacy.importNetwork(configFile);
    expect((await engine.ground.network.pipVariables())['HTTP_PROXY']).toBe(
      'http://ada:proxy-word@proxy:3128',
    );
  });

  it('says where it looked when there is nothing, and what is wrong when it is something else', async () => {
    await expect(legacy.look(path.join(root, 'nowhere.json'))).rejects.toThrow(
      expect.objectContaining({ code: 'legacy-not-found' }),
    );
    const file = path.join(root, 'config.json');
    for (const text of ['', '{"apps": {"a"', '[]', '{"apps": 3}', 'null', '\u0000']) {
      writeFileSync(file, text);
      await expect(legacy.look(file)).rejects.toMatchObject({ code: 'legacy-damaged' });
    }
    writeFileSync(file, '{}');
    expect((await legacy.look(root)).applications).toEqual([]);
  });

  it('survives applications that are half there, and names that are hostile', async () => {
    const hostile = ['../../etc', '$(touch pwned)', 'a"b\nc', 'NUL', '', '😀'.repeat(100), 'x'.repeat(300)];
    const apps: Record<string, unknown> = { gone: { base_dir: '/does/not/exist' }, number: 3, null: null };
    for (const name of hostile)
      apps[name] = {
        base_dir: path.join(old(), 'apps', 'whole'),
        services: { '../../../etc': {}, 'a/b': 1 },
        workers: { '..': {}, 'Bad Name!': {} },
      };
    const configFile = writeOldTool(old(), [{ name: 'whole' }], { apps });
    const found = await legacy.look(configFile);
    expect(found.applications).toHaveLength(hostile.length + 3);
    expect(found.applications[0]).toMatchObject({ problem: expect.stringContaining('is missing') });
    for (const { suggestedName, services, workers, name } of found.applications.slice(3)) {
      expect([name, suggestedName]).toEqual([name, expect.stringMatching(/^[^/\\:*?"<>|\n]{1,100}$/)]);
      const bad = [...services, ...workers].filter((part) => /[./!]/.test(part.name));
      expect(bad.every(({ problem }) => problem !== null)).toBe(true);
    }
    expect(new Set(found.applications.map(({ suggestedName }) => suggestedName.toLowerCase())).size).toBe(
      found.applications.length,
    );
  });

  it('names the file of an application that is damaged, and takes the rest', async () => {
    const configFile = writeOldTool(old(), [
      {
        name: 'damaged',
        files: {
          'settings.json': '{"preServices": ',
          'orthanc.json': 'x',
          'docker-compose.yml': 'a: &a [*a, *a]\nservices: [',
          '.env':
            'SUPPORTED_MODALITY="CT"\nORTHANC_DICOM_PORT=99999\nJUNK="a\nexport CLEAN_ORTHANC=0 # no\n\u0000=x',
        },
      },
    ]);
    const [found] = (await legacy.look(configFile)).applications;
    expect(Object.keys(reasons(found?.left ?? []))).toEqual(
      expect.arrayContaining([
        'settings.json',
        'orthanc.json',
        'docker-compose.yml',
        '.env: ORTHANC_DICOM_PORT',
      ]),
    );
    expect(found?.settings).toContainEqual({
      option: 'filters.modalities',
      value: 'CT',
      from: '.env: SUPPORTED_MODALITY',
    });
    expect(found?.settings).toContainEqual({
      option: 'orthanc.clean',
      value: 'false',
      from: '.env: CLEAN_ORTHANC',
    });
  });
});

describe('bringing an old application over', () => {
  it('makes a stopped application with its settings, services, workers and peers, and changes nothing of the old one', async () => {
    const configFile = writeOldTool(old(), [{ name: 'Lung Study' }]);
    const before = stateOf(old());
    const { task, result } = await bring({ configFile, application: 'Lung Study' });
    expect(task).toMatchObject({ state: 'succeeded', done: 3, total: 4 });
    expect(result).toMatchObject({ services: ['lung'], workers: ['gpu'], peers: ['pacs'] });
    expect(result.application).toMatchObject({ name: 'Lung Study', life: { state: 'stopped' } });
    const made = engine.application(result.application?.id ?? '');
    const { options } = made.settings();
    expect(options).toMatchObject({
      runtime: 'docker',
      quietSeconds: 90,
      fullTags: false,
      filters: { enabled: true, modalities: ['CT', 'MR', 'PT'] },
      scp: { enabled: true, port: 4343, aeTitle: 'WARD-3', bindAddress: '127.0.0.1' },
      docker: { components: { orthanc: { port: 8081, defaultStore: 'pacs', clean: true } } },
      preServices: [{ jobName: 'first' }],
      postServices: [],
    });
    expect(options.peers).toMatchObject([{ name: 'pacs', aeTitle: 'PACS', host: '10.0.0.5', port: 104 }]);
    expect(made.services.list()).toMatchObject([{ name: 'lung', findings: [] }]);
    expect(made.workers.get('gpu').options).toMatchObject({
      replicas: 2,
      env: { THREADS: '4' },
      gpu: { driver: 'nvidia', count: 1, capabilities: ['gpu'] },
    });
    expect(readFileSync(path.join(made.context.folders.modules, 'lung/main.py'), 'utf8')).toContain(
      'def worker',
    );
    expect(reasons(result.left)).toMatchObject({
      'service base': expect.any(String),
      'peer broken': expect.any(String),
      'jobs of the service base before and after all others': expect.any(String),
    });
    expect(JSON.stringify(options)).not.toMatch(/(?:orthanc|hub|fhir|dashboard|proxy)-word/);
    expect(stateOf(old())).toBe(before);
    expect(existsSync(path.join(root, 'home', 'legacy', task.id))).toBe(false);
  });

  it('brings bundled services with their jobs when they are chosen, without the passwords of those', async () => {
    const configFile = writeOldTool(old(), [{ name: 'one' }]);
    const { result } = await bring({
      configFile,
      application: 'one',
      name: 'Other name',
      services: ['base', 'lung'],
      workers: [],
      peers: false,
      orthanc: false,
      runtime: 'local',
    });
    expect(result).toMatchObject({ services: ['base', 'lung'], workers: [], peers: [] });
    const made = engine.application(result.application?.id ?? '');
    expect(made.context.isStopped).toBe(true);
    const { options } = made.settings();
    expect(options).toMatchObject({
      runtime: 'local',
      preServices: [
        { jobName: 'dicomAnonymizer', params: { fhir: { client_secret: '' } } },
        { jobName: 'first' },
      ],
      postServices: [{ jobName: 'systemClearner' }],
      peers: [],
      docker: { components: { orthanc: null } },
    });
    expect(JSON.stringify(options)).not.toContain('fhir-word');
    expect(Object.keys(reasons(result.left))).toContain(
      'settings.json: preServices: dicomAnonymizer, client_secret',
    );
  });

  it('goes on past a service that is broken, follows links, and writes nothing through them', async () => {
    const configFile = writeOldTool(old(), [{ name: 'one', services: ['lung', 'broken'] }]);
    const mapped = path.join(old(), 'mapped', 'one');
    writeFileSync(path.join(mapped, 'registry/broken/settings.json'), '{"jobName": 3}');
    const shared = path.join(root, 'shared');
    mkdirSync(shared);
    writeFileSync(path.join(shared, 'weights.bin'), 'weights');
    symlinkSync(shared, path.join(mapped, 'modules/lung/models'));
    chmodSync(path.join(mapped, 'modules/lung/script.sh'), 0o755);
    const before = [stateOf(old()), stateOf(shared)];
    const states = new Set<string>();
    const unsubscribe = engine.events.listen(() => {
      for (const { life } of engine.listApplications()) states.add(life.state);
    });
    const { task, result } = await bring({ configFile, application: 'one', runtime: 'local' });
    unsubscribe();
    expect(task.state).toBe('succeeded');
    // Its door never opened at the port that the old tool may still have.
    expect([...states]).toEqual(['stopped']);
    const { services } = engine.application(result.application?.id ?? '');
    expect((await services.get('lung')).source).toMatchObject({
      kind: 'folder',
      path: path.join(mapped, 'registry/lung'),
    });
    expect(result.services).toEqual(['lung']);
    expect(reasons(result.left)['service broken']).toContain('settings.json');
    const { modules } = engine.application(result.application?.id ?? '').context.folders;
    expect(readFileSync(path.join(modules, 'lung/models/weights.bin'), 'utf8')).toBe('weights');
    expect([stateOf(old()), stateOf(shared)]).toEqual(before);
  });

  it('refuses what is not there, and names what is', async () => {
    const configFile = writeOldTool(old(), [{ name: 'one' }]);
    const request = (more: object) =>
      legacyRoutes['legacy.import'].input.parse({ configFile, application: 'one', ...more });
    await expect(legacy.import(request({ application: 'two' }))).rejects.toThrow(
      expect.objectContaining({ advice: 'It has: one.' }),
    );
    await expect(legacy.import(request({ services: ['none'] }))).rejects.toThrow(
      expect.objectContaining({ code: 'not-found' }),
    );
    await expect(legacy.import(request({ workers: ['../gpu'] }))).rejects.toThrow(
      expect.objectContaining({ code: 'not-found' }),
    );
    await bring({ configFile, application: 'one' });
    const again = await bring({ configFile, application: 'one', name: 'one' });
    expect(again).toMatchObject({ task: { state: 'failed' }, result: { application: null } });
    const free = await bring({ configFile, application: 'one' });
    expect(free.result.application?.name).toBe('one 2');
  });

  it('takes a folder of services that nobody registered, and one without modules is told', async () => {
    const configFile = writeOldTool(old(), [{ name: 'one', services: [] }]);
    const mapped = path.join(old(), 'mapped', 'one');
    for (const [name, text] of Object.entries(serviceFiles('byhand'))) {
      mkdirSync(path.dirname(path.join(mapped, name)), { recursive: true });
      writeFileSync(path.join(mapped, name), text);
    }
    rmSync(path.join(mapped, 'modules/dcm2nii'), { recursive: true });
    expect((await legacy.look(configFile)).applications[0]?.services).toMatchObject([
      { name: 'base', problem: null },
      { name: 'byhand', problem: null, bundled: false },
      { name: 'dcm2nii', problem: expect.stringContaining('is missing') },
    ]);
  });
});

describe('the network of the old tool', () => {
  it('is taken where nothing is set here, its password as a secret, and what is wrong is told', async () => {
    const configFile = writeOldTool(old(), []);
    const taken = await legacy.importNetwork(configFile);
    expect(taken).toMatchObject({ taken: ['httpProxy', 'noProxy'], left: [{ what: 'trustedHosts' }] });
    expect(await engine.ground.network.get()).toMatchObject({
      settings: { httpProxy: 'http://ada@proxy.example:3128' },
      passwords: ['httpProxy'],
    });
    expect((await legacy.importNetwork(configFile)).left).toContainEqual({
      what: 'httpProxy',
      reason: 'It is set here already.',
    });
  });
});
