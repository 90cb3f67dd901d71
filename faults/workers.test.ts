import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { workerCrashPoints } from '../main/engine/context/index.ts';
import { startEngine } from './support/index.ts';

/** Writes version `which` of a worker; its files say so. */
function writeWorker(folder: string, which: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, `only-in-${which}.txt`), which);
  const settings = { name: 'half', description: which, environments: [{ name: 'base', channels: 'half' }] };
  writeFileSync(path.join(folder, 'settings.json'), JSON.stringify(settings));
}

/** Which version lies in a folder of files; null where there is none. */
function versionIn(folder: string): string | null {
  if (!existsSync(folder)) return null;
  const [only = '', ...others] = readdirSync(folder);
  expect(others).toEqual(['settings.json']);
  return readFileSync(path.join(folder, only), 'utf8');
}

const firstPlaced = workerCrashPoints.indexOf('worker-recorded');

it.for([...workerCrashPoints.entries()])(
  'kill -9 at step %s, "%s", of an installation, an update and a roll back of a worker loses no version and mixes none',
  async ([place, step]) => {
    const home = mkdtempSync(path.join(os.tmpdir(), 'faults-workers-'));
    onTestFinished(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));
    const source = path.join(home, 'half');
    let engine = await startEngine(home);
    const { id: application, folder } = await engine.request('applications.create', {
      name: 'Half',
      options: {},
    });
    const root = path.join(folder, 'workers', 'half');

    /** Does it with an engine that dies on the way; versions that the next engine finds, the one in place first. */
    async function dying(work: () => Promise<unknown>): Promise<string[]> {
      await engine.kill();
      engine = await startEngine(home, { variables: { DCM_PROCESSOR_CRASH_AT: step } });
      const failed = work().catch(() => undefined);
      expect(await engine.ended).toBe('SIGKILL');
      await failed;
      engine = await startEngine(home);
      const [listed] = await engine.request('workers.list', { application });
      const inPlace = versionIn(path.join(root, 'source'));
      expect([listed?.description ?? null, listed?.findings ?? []]).toEqual([inPlace, []]);
      if (inPlace === null) return [];
      const versions = await engine.request('workers.versions', { application, worker: 'half' });
      expect(new Set(versions.map(({ number }) => number)).size).toBe(versions.length);
      expect(versions[0]?.number).toBe(versions.length);
      return versions.map(({ number, isInstalled }) =>
        isInstalled ? inPlace : (versionIn(path.join(root, 'versions', String(number), 'source')) ?? 'lost'),
      );
    }
    const install = (which: string) => {
      writeWorker(source, which);
      const request = { application, path: source, replace: true, build: false };
      return engine.request('workers.install', request);
    };
    const rollBack = () => engine.request('workers.roll_back', { application, worker: 'half', build: false });

    const isNew = place >= firstPlaced;
    expect(await dying(() => install('old'))).toEqual(isNew ? ['old'] : []);
    if (!isNew) await install('old');
    expect(await dying(() => install('new'))).toEqual(isNew ? ['new', 'old'] : ['old']);
    if (!isNew) await install('new');
    expect(await dying(rollBack)).toEqual(isNew ? ['old', 'new', 'old'] : ['new', 'old']);
    // What the kills left goes with the next start, in the background.
    await expect.poll(() => readdirSync(root).filter((entry) => entry.startsWith('.'))).toEqual([]);
    await engine.kill();
  },
);
