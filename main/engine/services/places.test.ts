import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { takenFromFolder } from './index.ts';
import { openServicesFolder, runningJob, writeService } from './testing/index.ts';

async function installed() {
  const test = openServicesFolder();
  const name = 'lungs';
  /** A service folder of which both packages say `which`. */
  const source = (which: string) =>
    takenFromFolder(
      writeService(test.folder, name, {
        'module/__init__.py': `which = "${which}"\n`,
        'registry/which.txt': which,
      }),
    );
  await test.services.install({ from: source('old'), replace: false });
  const update = (which: string) => test.services.replace({ name, from: source(which), how: 'updated' });
  /** What a new job finds. */
  const found = () => [
    readFileSync(path.join(test.services.modulesOf(name), name, '__init__.py'), 'utf8'),
    readFileSync(path.join(test.context.folders.registry, name, 'which.txt'), 'utf8'),
  ];
  return { ...test, services: test.services, name, source, update, found };
}
const both = (which: string) => [`which = "${which}"\n`, which];

describe('while a job of the version before runs', () => {
  it('a roll back to that version gives its modules to new jobs, not those of the update', async () => {
    const { context, services, name, update, found } = await installed();
    const end = runningJob(context, name);
    await update('new');
    expect(found()).toEqual(both('new'));
    const endNew = runningJob(context, name);
    await services.putBack(name, undefined);
    expect(found()).toEqual(both('old'));
    expect(services.modulesOf(name)).toBe(context.folders.modules);
    expect((await services.get(name)).onEarlierVersion).toBe(1);
    // A third version once more has to leave the running ones alone.
    const endOld = runningJob(context, name);
    await update('third');
    expect(found()).toEqual(both('third'));
    expect(readFileSync(path.join(context.folders.modules, name, '__init__.py'), 'utf8')).toContain('old');
    expect((await services.get(name)).onEarlierVersion).toBe(3);
    for (const one of [end, endNew, endOld]) one();
    await expect.poll(() => services.modulesOf(name)).toBe(context.folders.modules);
    expect(found()).toEqual(both('third'));
  });

  it('an undone save gives new jobs the modules that lie in place', async () => {
    const { context, services, name, source, found } = await installed();
    const { folder } = source('saved');
    await services.link(name, takenFromFolder(folder));
    runningJob(context, name);
    source('half');
    await services.refresh(name);
    expect(found()).toEqual(both('half'));
    source('saved');
    await services.refresh(name);
    expect(found()).toEqual(both('saved'));
  });
});

describe('while callbacks are asked', () => {
  it('an update that waits for them does not look as if somebody had edited the service', async () => {
    const { services, name, update } = await installed();
    const letGo = await services.hold();
    const updated = update('new');
    await expect.poll(() => services.summary(name).version).toBe(2);
    expect(await services.get(name)).toMatchObject({ isEdited: false });
    letGo();
    await updated;
    expect(await services.get(name)).toMatchObject({ version: 2, isEdited: false });
  });

  it('changes that come meanwhile are made after the one that waits, one by one, and what is told is of one version', async () => {
    const { context, services, name, update, found } = await installed();
    const end = runningJob(context, name);
    const letGo = await services.hold();
    const updated = update('new');
    const back = services.putBack(name, 1);
    const disabled = services.setEnabled(name, undefined, false);
    const third = update('third');
    expect(found()).toEqual(both('old'));
    letGo();
    await Promise.all([updated, back, third]);
    expect(await disabled).toMatchObject({ isEnabled: false, isEdited: false });
    expect(found()).toEqual(both('third'));
    expect(services.summary(name)).toMatchObject({ isEnabled: false, version: 4, findings: [] });
    end();
    await expect.poll(() => services.modulesOf(name)).toBe(context.folders.modules);
    expect(found()).toEqual(both('third'));
  });

  it('a service that is removed while it is described is told to be gone, not to be broken', async () => {
    const { services, name } = await installed();
    const disabled = services.setEnabled(name, undefined, false);
    const removed = services.remove(name);
    await expect(disabled).rejects.toMatchObject({ code: 'service-not-found' });
    await removed;
  });
});
