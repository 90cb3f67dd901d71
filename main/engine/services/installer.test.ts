import {
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { takenFromFolder } from './index.ts';
import { openServicesFolder, runningJob, writeService } from './testing/index.ts';

describe('an update that fails', () => {
  it.runIf(process.platform === 'linux')(
    'leaves a service that was laid there by hand, and has no record, as it is',
    async () => {
      const { folder, context, services } = openServicesFolder();
      const name = 'lungs';
      const { modules, registry } = context.folders;
      const laid = writeService(folder, name);
      for (const [part, parent] of [
        ['registry', registry],
        ['module', modules],
      ] as const) {
        mkdirSync(parent, { recursive: true });
        renameSync(path.join(laid, part), path.join(parent, name));
      }
      // As long as a path may be: where it is copied to is longer.
      const deep = ['module', ...Array<string>(20).fill('d'.repeat(200))].join('/');
      const file = `${deep}/`.padEnd(4090 - laid.length, 'f');
      const from = takenFromFolder(writeService(folder, name, { [file]: '' }));
      await expect(services.replace({ name, from, how: 'updated' })).rejects.toMatchObject({
        code: 'disk-failed',
        message: expect.stringContaining('could not be put in place'),
      });
      expect(services.list()).toMatchObject([{ name, version: 1 }]);
      expect(readFileSync(path.join(modules, name, '__init__.py'), 'utf8')).toContain('return 1');
      expect(readdirSync(path.join(registry, name)).sort()).toEqual(['__init__.py', 'settings.json']);
    },
  );

  it('because nothing can be written down is not told by the list, nor written with the next change', async () => {
    const { folder, context, services, reopen } = openServicesFolder();
    for (const name of ['first', 'second']) {
      await services.install({ from: takenFromFolder(writeService(folder, name)), replace: false });
    }
    const file = path.join(context.folders.root, 'services.json');
    const before = readFileSync(file);
    rmSync(file);
    // A folder of that name lets no file take its place.
    mkdirSync(file);
    await expect(services.setEnabled('first', undefined, false)).rejects.toMatchObject({
      code: 'disk-failed',
    });
    const from = takenFromFolder(writeService(folder, 'first', { 'module/__init__.py': 'new = 1\n' }));
    await expect(services.replace({ name: 'first', from, how: 'updated' })).rejects.toMatchObject({
      code: 'disk-failed',
    });
    expect(services.summary('first')).toMatchObject({ isEnabled: true, version: 1 });
    rmSync(file, { recursive: true });
    writeFileSync(file, before);
    await services.setEnabled('second', undefined, false);
    const again = await reopen();
    expect(again.list()).toMatchObject([
      { name: 'first', isEnabled: true, version: 1 },
      { name: 'second', isEnabled: false },
    ]);
  });
});

it('puts the version in place that the record says although another was put there while it was read', async () => {
  const { folder, context, services } = openServicesFolder();
  const name = 'lungs';
  const source = (which: string) => {
    const root = writeService(folder, name, { 'module/which.txt': which });
    // The old one takes long to be read.
    const weights = path.join(root, 'module', 'weights.bin');
    writeFileSync(weights, '');
    truncateSync(weights, which === 'old' ? 80_000_000 : 0);
    return takenFromFolder(root);
  };
  const inPlace = () => readFileSync(path.join(context.folders.modules, name, 'which.txt'), 'utf8');
  await services.install({ from: source('old'), replace: false });
  const end = runningJob(context, name);
  await services.replace({ name, from: source('new'), how: 'updated' });
  expect(inPlace()).toBe('old');
  const updated = services.replace({ name, from: source('old'), how: 'updated' });
  end();
  await expect.poll(inPlace).toBe('new');
  await updated;
  expect(services.modulesOf(name)).toBe(context.folders.modules);
  expect(inPlace()).toBe('old');
  expect((await services.get(name)).isEdited).toBe(false);
});
