import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect } from 'vitest';
import { EngineError, applicationOptionsSchema } from '../../../../contract/index.ts';
import type { Task } from '../../../../contract/index.ts';
import { applicationFolders, createEventBus, silentLogger } from '../../context/index.ts';
import { openHistory } from '../../database/index.ts';
import { getTask } from '../../history/index.ts';
import { createWorkers } from '../index.ts';
import type { ImageBuilder, Workers } from '../index.ts';

/** Longest wait for a build, in milliseconds: tests run beside others on busy machines. */
const longestWait = 300_000;

/** The room of workers of one application, on a real history. */
export interface TestWorkers {
  workers: Workers;
  /** Folder of the application. */
  root: string;
  /** Label of all images that are made. */
  label: string;
  /** Label of the images of steps of a worker. */
  stepsOf(worker: string): string;
  services: { name: string; channels: string[] }[];
  /** Writes a worker folder; texts by relative path, settings as JSON. */
  write(name: string, settings: unknown, files?: Record<string, string>): string;
  /** Puts a wheel of an empty package into a folder. */
  wheel(folder: string, name: string, version?: string): void;
  ended(task: Task | undefined): Promise<Task>;
  /** States of the steps of a build, by their line. */
  steps(task: string): Map<string, string>;
  /** Ends the room and opens it again, as a restart does. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** What every call meets where Docker does not run. */
const away = (): never => {
  throw new EngineError('docker-unavailable');
};
const noDocker: ImageBuilder = {
  inspect: async () => away(),
  pull: async () => away(),
  run: async () => away(),
  build: async () => away(),
  list: async () => away(),
  remove: async () => away(),
};

/** Settings of a worker of one environment. */
export const one = { name: 'one', environments: [{ name: 'base', channels: 'ct' }] };
/** A request to install a worker folder, without its build. */
export const install = (folder: string, more: object = {}) => ({
  path: folder,
  replace: false,
  options: {},
  build: false,
  ...more,
});

/**
 * @param builder images by a real Docker; absent: there is none
 * @param suffix where a test file opens several
 * @param build proxies and trusted hosts
 * @param networkVariables those of the network settings
 */
export function openTestWorkers(
  builder: ImageBuilder = noDocker,
  suffix = '',
  build: object = {},
  networkVariables: Record<string, string> = {},
): TestWorkers {
  const home = mkdtempSync(path.join(os.tmpdir(), 'test-workers-'));
  const root = path.join(home, 'application');
  const folders = applicationFolders(root);
  mkdirSync(folders.modules, { recursive: true });
  const history = openHistory(folders.historyFile);
  const id = `t${process.pid}${suffix}`;
  const label = `dcm-processor.application=${id}`;
  const options = applicationOptionsSchema.parse({ build });
  const services: TestWorkers['services'] = [];
  const context = {
    id,
    folders,
    history,
    events: createEventBus(),
    log: silentLogger,
    options: () => options,
  };
  const open = () =>
    createWorkers(context, {
      builder,
      repository: `dcm-processor/test-${id}`,
      labels: { 'dcm-processor.application': id },
      services: () => services,
      networkVariables: async () => networkVariables,
      atWork: () => null,
      onChanged: () => undefined,
    });
  const test: TestWorkers = {
    workers: open(),
    root,
    label,
    stepsOf: (worker) => `dcm-processor.stage-of=${id}/${worker}`,
    services,
    write(name, settings, files = {}) {
      const folder = path.join(home, 'folders', name);
      mkdirSync(folder, { recursive: true });
      for (const [relative, text] of Object.entries({
        'settings.json': JSON.stringify(settings),
        ...files,
      })) {
        mkdirSync(path.dirname(path.join(folder, relative)), { recursive: true });
        writeFileSync(path.join(folder, relative), text);
      }
      return folder;
    },
    wheel(folder, name, version_ = '1.0') {
      mkdirSync(folder, { recursive: true });
      const info = `${name}-${version_}.dist-info`;
      const files = {
        [`${name}.py`]: `version = "${version_}"\n`,
        [`${info}/METADATA`]: `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version_}\n`,
        [`${info}/WHEEL`]: 'Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n',
        [`${info}/RECORD`]: '',
      };
      const code =
        'import json, sys, zipfile\nwith zipfile.ZipFile(sys.argv[1], "w") as z:\n    for n, t in json.loads(sys.argv[2]).items():\n        z.writestr(n, t)';
      const file = path.join(folder, `${name}-${version_}-py3-none-any.whl`);
      execFileSync('python3', ['-c', code, file, JSON.stringify(files)]);
    },
    async ended(task) {
      if (task === undefined) throw new Error('no build was started');
      await expect.poll(() => getTask(history, task.id).state, { timeout: longestWait }).not.toBe('running');
      return getTask(history, task.id);
    },
    steps(task) {
      return new Map(test.workers.buildLog(task, 0).steps.map(({ text, state }) => [text, state]));
    },
    async restart() {
      await test.workers.close();
      test.workers = open();
    },
    async close() {
      await test.workers.close();
      history.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
  return test;
}
