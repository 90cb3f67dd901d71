import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { workerDraftRoutes } from '../../../../contract/index.ts';
import type { RouteInput } from '../../../../contract/index.ts';
import { createWorkerFolder } from './index.ts';
import { install, openTestWorkers } from '../testing/testWorkers.ts';
import type { TestWorkers } from '../testing/testWorkers.ts';

const templates = path.resolve(import.meta.dirname, '..', '..', '..', '..', 'templates');

let bench: TestWorkers;
beforeEach(() => {
  bench = openTestWorkers(undefined, 'draft');
});
afterEach(() => bench.close());

type PreviewInput = Omit<RouteInput<'workers.preview'>, 'application'>;

const preview = (input: PreviewInput) =>
  bench.workers.preview(
    templates,
    workerDraftRoutes['workers.preview'].input.parse({ application: 'x', ...input }),
    new AbortController().signal,
  );
const create = (input: Omit<RouteInput<'workers.create'>, 'application'>) =>
  bench.workers.create(templates, workerDraftRoutes['workers.create'].input.parse(input));

/** Lays what a service brings where installed services have it. */
function bring(service: string, files: Record<string, string>): void {
  const folder = path.join(bench.root, 'modules', service);
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  bench.services.push({ name: service, channels: ['default'] });
}

const leftBehind = () => readdirSync(os.tmpdir()).filter((name) => name.startsWith('dcm-processor-worker-'));

test('a preview shows the files that are written afterwards, letter by letter, and writes none itself', async () => {
  bring('lung', { 'requirements.txt': 'numpy==1.26.4\n', 'script.sh': 'apt-get install -y dcm2niix\n' });
  const parent = path.join(bench.root, 'made');
  const draft = {
    name: 'imaging',
    path: parent,
    baseImage: 'debian:12',
    script: 'echo made',
    environments: [
      { name: 'ct', channels: ['ct', 'default'], pythonVersion: '3.11', services: ['lung'] },
      { name: 'mr', channels: ['mr'], requirements: 'nibabel==5.2.1' },
    ],
  };
  const before = leftBehind();
  const shown = await preview(draft);
  expect(shown.findings).toEqual([]);
  expect(shown.folder).toBe(path.join(parent, 'imaging'));
  expect(existsSync(parent)).toBe(false);
  expect(leftBehind()).toEqual(before);
  expect(shown.workers[0]?.dockerfile).toContain('FROM debian:12');
  expect(shown.workers[0]?.dockerfile).toContain('services/lung/requirements.txt');

  const { folder } = create(draft);
  expect(shown.files.map(({ path: file }) => file)).toEqual([
    'settings.json',
    'script.sh',
    'requirements-ct.txt',
    'services/lung/requirements.txt',
    'services/lung/script.sh',
    'requirements-mr.txt',
  ]);
  const written = shown.files.map((file) => readFileSync(path.join(folder, file.path), 'utf8'));
  expect(written).toEqual(shown.files.map(({ text }) => text));
  const { workers } = await bench.workers.install({
    path: folder,
    replace: false,
    options: {},
    build: false,
  });
  expect(workers[0]?.findings).toEqual([]);
  expect(bench.workers.adoptable()[0]?.adoptedBy).toEqual(['imaging']);
});

test.each([
  ['a name that is refused', { name: '../out' }, /^The name must consist of letters/],
  ['a name that Windows keeps', { name: 'con' }, /Windows/],
  ['300 characters', { name: 'x'.repeat(300) }, /at most 60/],
  ['an emoji', { name: '🫁' }, /letters a to z/],
  ['a shell command as base image', { baseImage: 'debian:12; rm -rf ~' }, /must be the name of an image/],
  ['a base image of two lines', { baseImage: 'debian:12\nRUN id' }, /must be the name of an image/],
  [
    'an environment that leads elsewhere',
    { environments: [{ name: '../../x', channels: ['a'] }] },
    /letters a to z/,
  ],
  ['a Python that is none', { pythonVersion: '$(id)' }, /version of Python 3/],
  [
    'the same environment twice',
    {
      environments: [
        { name: 'a', channels: ['a'] },
        { name: 'a', channels: ['b'] },
      ],
    },
    /two environments named "a"/,
  ],
])('%s is one clear finding, and nothing is written', async (_, wrong, words) => {
  const parent = path.join(bench.root, 'made');
  const { findings } = await preview({ name: 'imaging', path: parent, ...wrong });
  expect(findings.filter(({ severity }) => severity === 'error').map(({ message }) => message)).toEqual([
    expect.stringMatching(words),
  ]);
  expect(() => create({ name: 'imaging', path: parent, ...wrong })).toThrow();
  expect(existsSync(path.join(bench.root, 'x'))).toBe(false);
});

test('a service that is not installed adds nothing, however it is called', async () => {
  const services = ['../../etc', 'ghost'];
  const { files, findings } = await preview({
    name: 'imaging',
    environments: [{ name: 'base', channels: ['a'], services }],
  });
  expect(files.map(({ path: file }) => file)).toEqual(['settings.json', 'script.sh', 'requirements.txt']);
  expect(findings.map(({ severity, code }) => [severity, code])).toEqual([
    ['warning', 'service-asks-nothing'],
    ['warning', 'service-asks-nothing'],
  ]);
});

test('a place that is taken, no folder, or relative is told at its field while it is typed', async () => {
  const file = path.join(bench.root, 'file');
  writeFileSync(file, '');
  const codeOf = async (place: string, name = 'imaging') =>
    (await preview({ name, path: place })).findings.map(({ code, field }) => [code, field]);
  expect(await codeOf('relative/place')).toEqual([['path-not-absolute', 'path']]);
  expect(await codeOf(path.join(file, 'below'))).toEqual([['folder-not-usable', 'path']]);
  mkdirSync(path.join(bench.root, 'full', 'imaging'), { recursive: true });
  expect(await codeOf(path.join(bench.root, 'full'))).toEqual([['folder-exists', 'path']]);
  await bench.workers.install({
    path: create({ name: 'imaging', path: path.join(bench.root, 'other') }).folder,
    replace: false,
    options: {},
    build: false,
  });
  expect(await codeOf(path.join(bench.root, 'new'))).toEqual([['name-taken', 'name']]);
});

test('base images are listed while Docker is away, with those that workers are built on', async () => {
  await bench.workers.install({
    path: create({ name: 'imaging', path: path.join(bench.root, 'made'), baseImage: 'my/own:1' }).folder,
    replace: false,
    options: {},
    build: false,
  });
  const images = await bench.workers.baseImages();
  expect(images.map(({ reference }) => reference)).toEqual(
    expect.arrayContaining(['ubuntu:20.04', 'my/own:1']),
  );
  expect(images.every(({ present }) => present === null)).toBe(true);
});

test.skipIf(process.platform !== 'linux')(
  'a place that takes no folders is told instead of tried for ever',
  () => {
    expect(() => create({ name: 'imaging', path: '/proc/nowhere' })).toThrow(
      expect.objectContaining({ code: 'folder-not-usable' }),
    );
  },
);

test('a place whose path cannot be is told at its field, and not as an error of the preview', async () => {
  const { findings } = await preview({ name: 'imaging', path: `${bench.root}/nul\0` });
  expect(findings.map(({ code, field }) => [code, field])).toEqual([['folder-not-usable', 'path']]);
});

test('a new worker folder can be installed as it is, and an existing one is not written over', async () => {
  const request = {
    path: path.join(bench.root, 'new'),
    name: 'lung',
    description: 'with "quotes"',
    baseImage: 'debian:12',
    pythonVersion: '3.11',
    channels: ['ct'],
    script: '',
  };
  const { folder } = createWorkerFolder(templates, request);
  expect((await bench.workers.install(install(folder))).workers).toMatchObject([
    { name: 'lung', state: 'not-built', findings: [] },
  ]);
  expect(() => createWorkerFolder(templates, request)).toThrow(
    expect.objectContaining({ code: 'folder-not-usable' }),
  );
  expect(() => createWorkerFolder(templates, { ...request, name: 'b', baseImage: 'a b' })).toThrow(
    expect.objectContaining({ code: 'worker-invalid' }),
  );
  expect(existsSync(path.join(bench.root, 'new', 'b'))).toBe(false);
});
