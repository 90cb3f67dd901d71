import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { EventMap } from '../../../../contract/index.ts';
import { takenFromFolder } from '../index.ts';
import { openServicesFolder, writeService } from '../testing/index.ts';

const longEnough = { timeout: 60_000, interval: 20 };

async function linked() {
  const test = openServicesFolder();
  const root = writeService(test.folder, 'lungs');
  const told: EventMap['service_link.changed'][] = [];
  test.context.events.listen((name, payload) => {
    // Each name has its own payload, which a listener for all of them cannot tell apart by type.
    if (name === 'service_link.changed') told.push(payload as EventMap['service_link.changed']);
  });
  await test.services.install({
    from: takenFromFolder(root),
    replace: false,
    more: { link: { folder: root, changedAt: 0 } },
  });
  const write = (file: string, text: string) => writeFileSync(path.join(root, file), text);
  const inUse = (file: string) =>
    readFileSync(path.join(test.context.folders.modules, 'lungs', file), 'utf8');
  return { ...test, reopen: test.reopen, root, told, write, inUse };
}

describe('a service that follows a folder', () => {
  it('takes over what is saved by itself, and tells of it', async () => {
    const { services, told, write, inUse } = await linked();
    write('module/__init__.py', 'saved = 1\n');
    await expect.poll(() => inUse('__init__.py'), longEnough).toBe('saved = 1\n');
    await expect
      .poll(() => told.at(-1), longEnough)
      .toMatchObject({ service: 'lungs', state: 'following', errors: 0 });
    mkdirSync(path.join(services.summary('lungs').linkedFolder!, 'module', 'deep', 'er'), {
      recursive: true,
    });
    write('module/deep/er/new.py', 'new = 1\n');
    await expect.poll(() => inUse('deep/er/new.py'), longEnough).toBe('new = 1\n');
  });

  it('has what was saved at once for whoever plans, without waiting for notice of it', async () => {
    const { services, write, inUse } = await linked();
    write('module/__init__.py', 'now = 1\n');
    const letGo = await services.hold();
    expect(inUse('__init__.py')).toBe('now = 1\n');
    letGo();
  });

  it('goes on with the version before while what was saved has errors, or the folder is away', async () => {
    const { services, root, told, write, inUse } = await linked();
    write('registry/settings.json', '{ "jobName": ');
    write('module/__init__.py', 'half = 1\n');
    const broken = await services.refresh('lungs');
    expect(broken.link).toMatchObject({ state: 'invalid', findings: [{ severity: 'error' }] });
    expect(inUse('__init__.py')).toContain('return 1');
    expect(services.installed()[0]).toMatchObject({ name: 'lungs', problem: null });
    await expect.poll(() => told.at(-1), longEnough).toMatchObject({ state: 'invalid', errors: 1 });

    renameSync(root, `${root}-away`);
    expect((await services.refresh('lungs')).link).toMatchObject({ state: 'missing' });
    renameSync(`${root}-away`, root);
    writeService(path.dirname(root), 'lungs', { 'module/__init__.py': 'mended = 1\n' });
    expect((await services.refresh('lungs')).link).toMatchObject({ state: 'following', findings: [] });
    expect(inUse('__init__.py')).toBe('mended = 1\n');
  });

  it('follows it after a restart as well, also what was saved meanwhile', async () => {
    const { reopen, write, inUse } = await linked();
    const services = await reopen();
    await services.close();
    write('module/__init__.py', 'meanwhile = 1\n');
    await reopen();
    await expect.poll(() => inUse('__init__.py'), longEnough).toBe('meanwhile = 1\n');
  });

  it('keeps of what was saved only the last, and nothing more once it follows no longer', async () => {
    const { services, write } = await linked();
    for (const number of [1, 2, 3]) {
      write('module/__init__.py', `number = ${number}\n`);
      await services.refresh('lungs');
    }
    const numbers = async () => (await services.versionsOf('lungs')).map(({ number, how }) => [number, how]);
    expect(await numbers()).toEqual([
      [2, 'saved'],
      [1, 'installed'],
    ]);
    await services.unlink('lungs');
    write('module/__init__.py', 'unlinked = 1\n');
    await services.hold().then((letGo) => letGo());
    expect((await services.get('lungs')).link).toBeNull();
    expect(await numbers()).toHaveLength(2);
  });

  it('refuses a folder of the application itself, and stops with a service that is removed', async () => {
    const { services, context, root, told, write } = await linked();
    expect(() =>
      services.checkLinked({ ...takenFromFolder(root), folder: context.folders.registry }),
    ).toThrow(expect.objectContaining({ code: 'folder-not-usable' }));
    await services.remove('lungs');
    const before = told.length;
    write('module/__init__.py', 'late = 1\n');
    await services.hold().then((letGo) => letGo());
    expect(told).toHaveLength(before);
    expect(services.list()).toEqual([]);
    rmSync(root, { recursive: true });
  });
});
