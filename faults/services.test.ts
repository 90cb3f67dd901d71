import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { serviceCrashPoints } from '../main/engine/context/index.ts';
import { startEngine } from './support/index.ts';

/** Writes version `which` of a service; every file of it says so. */
function writeService(folder: string, which: string): void {
  for (const part of ['registry', 'module']) {
    rmSync(path.join(folder, part), { recursive: true, force: true });
    mkdirSync(path.join(folder, part), { recursive: true });
    writeFileSync(path.join(folder, part, '__init__.py'), `version = "${which}"\n`);
    writeFileSync(path.join(folder, part, `only-in-${which}.txt`), which);
  }
  const job = { jobName: 'half', worker: 'half.worker', callback: 'half.callback', params: { which } };
  writeFileSync(path.join(folder, 'registry', 'settings.json'), JSON.stringify(job));
  writeFileSync(path.join(folder, 'registry', '__init__.py'), 'def callback(**kwargs):\n    return True\n');
  writeFileSync(path.join(folder, 'module', '__init__.py'), `def worker(**kwargs):\n    return "${which}"\n`);
}

/** Which version lies in the folders of the application, by every file of it; null where none does. */
function placed(application: string): string | null {
  const names = ['registry', 'modules'].map((part) => {
    const parent = path.join(application, part);
    expect(readdirSync(parent).filter((name) => !['half', '.compiled'].includes(name))).toEqual([]);
    return readdirSync(parent).includes('half') ? readdirSync(path.join(parent, 'half')).sort() : null;
  });
  if (names.every((one) => one === null)) return null;
  const which = names[0]?.includes('only-in-old.txt') === true ? 'old' : 'new';
  expect(names).toEqual([
    ['__init__.py', `only-in-${which}.txt`, 'settings.json'],
    ['__init__.py', `only-in-${which}.txt`],
  ]);
  const modules = path.join(application, 'modules', 'half', '__init__.py');
  expect(readFileSync(modules, 'utf8')).toContain(`"${which}"`);
  return which;
}

const firstKept = serviceCrashPoints.indexOf('service-recorded');

it.for([...serviceCrashPoints.entries()])(
  'kill -9 at step %s, "%s", of an installation, an update and a roll back leaves the old or the new, never half',
  async ([place, step]) => {
    const home = mkdtempSync(path.join(os.tmpdir(), 'faults-services-'));
    onTestFinished(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));
    const source = path.join(home, 'source');
    let engine = await startEngine(home);
    const { id, folder } = await engine.request('applications.create', { name: 'Half', options: {} });
    const one = { application: id, name: 'half' };

    /** Does it with an engine that dies on the way; what the next engine finds. */
    async function dying(work: () => Promise<unknown>): Promise<string | null> {
      await engine.kill();
      engine = await startEngine(home, { variables: { DCM_PROCESSOR_CRASH_AT: step } });
      const failed = work().catch(() => undefined);
      expect(await engine.ended).toBe('SIGKILL');
      await failed;
      engine = await startEngine(home);
      const listed = await engine.request('services.list', { application: id });
      const found = placed(folder);
      expect(listed.map(({ name, findings }) => [name, findings])).toEqual(
        found === null ? [] : [['half', []]],
      );
      const whole = found === null ? null : await engine.request('services.get', one);
      expect([whole?.isEdited ?? false, whole?.jobs[0]?.params ?? null]).toEqual([
        false,
        found === null ? null : { which: found },
      ]);
      return found;
    }
    const install = () =>
      engine.request('services.install', { application: id, path: source, replace: true });
    const update = () => engine.request('services.update', one);

    const isNew = place >= firstKept;
    writeService(source, 'old');
    expect(await dying(install)).toBe(isNew ? 'old' : null);
    await install();
    writeService(source, 'new');
    expect(await dying(update)).toBe(isNew ? 'new' : 'old');
    await update();
    expect(await dying(() => engine.request('services.roll_back', one))).toBe(isNew ? 'old' : 'new');
    await engine.kill();
  },
);
