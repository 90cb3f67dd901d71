import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { finding } from '../../../../contract/index.ts';
import type { EventMap } from '../../../../contract/index.ts';
import { takenFromFolder } from '../index.ts';
import { openServicesFolder, runningJob, writeService } from '../testing/index.ts';

const longEnough = { timeout: 60_000, interval: 20 };

/** Mounts a file system that never answers over a folder; null where this process may not: it takes root on Linux. */
async function silence(folder: string): Promise<(() => Promise<void>) | null> {
  if (process.platform !== 'linux') return null;
  const mount = `
import ctypes, os, sys
device = os.open("/dev/fuse", os.O_RDWR)
options = b"fd=%d,rootmode=40000,user_id=0,group_id=0" % device
if ctypes.CDLL(None).mount(b"silent", os.fsencode(sys.argv[1]), b"fuse", 0, options) != 0:
    sys.exit("not mounted")
print("mounted", flush=True)
sys.stdin.read()
`;
  const mounted = spawn('python3', ['-c', mount, folder], { stdio: ['pipe', 'pipe', 'ignore'] });
  const ended = once(mounted, 'close');
  const [said] = await Promise.race([once(mounted.stdout, 'data'), ended]);
  if (!Buffer.isBuffer(said)) return null;
  return async () => {
    // With its device closed, whoever waits for an answer gets an error.
    mounted.stdin.end();
    await ended;
    spawnSync('umount', ['-l', folder]);
  };
}

async function linked(options?: Parameters<typeof openServicesFolder>[0]) {
  const test = openServicesFolder(options);
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

  it('goes on with the version before while the share of the folder does not answer, and is not held up by it', async (context) => {
    const { services, root, write, inUse } = await linked();
    write('module/__init__.py', 'before = 1\n');
    await services.refresh('lungs');
    const answerAgain = (await silence(root)) ?? context.skip('this process may not mount a disk of its own');
    onTestFinished(answerAgain);
    let turns = 0;
    const turning = setInterval(() => (turns += 1), 50);
    // The first who asks waits a while for an answer, those behind not at all.
    (await services.hold())();
    expect(turns).toBeGreaterThan(10);
    for (let time = 0; time < 5; time += 1) (await services.hold())();
    clearInterval(turning);
    expect(turns).toBeLessThan(100);
    expect(inUse('__init__.py')).toBe('before = 1\n');
    const { link } = await services.refresh('lungs');
    expect(link).toMatchObject({ state: 'missing', findings: [{ code: 'folder-silent' }] });
    await answerAgain();
    write('module/__init__.py', 'after = 1\n');
    await expect.poll(() => inUse('__init__.py'), longEnough).toBe('after = 1\n');
    expect((await services.refresh('lungs')).link).toMatchObject({ state: 'following', findings: [] });
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
      [4, 'saved'],
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

  it.skipIf(process.platform === 'win32')(
    'goes on with the version before where the folder cannot even be looked at, and ends nothing',
    async () => {
      const { services, root, write, inUse } = await linked();
      await services.refresh('lungs');
      renameSync(root, `${root}-away`);
      // Whoever looks at it is told ELOOP, which is no "not there".
      symlinkSync(root, root);
      expect((await services.refresh('lungs')).link).toMatchObject({
        state: 'missing',
        findings: [{ code: 'folder-not-readable', message: expect.stringContaining('ELOOP') }],
      });
      await services.hold().then((letGo) => letGo());
      rmSync(root);
      renameSync(`${root}-away`, root);
      write('module/__init__.py', 'back = 1\n');
      await expect.poll(() => inUse('__init__.py'), longEnough).toBe('back = 1\n');
      expect((await services.get('lungs')).link?.state).toBe('following');
    },
  );

  it.runIf(process.platform === 'linux')(
    'is not copied anew and warned of with each look while a file of it cannot be read',
    async () => {
      const { services, context, root, write, inUse } = await linked();
      const warned: unknown[] = [];
      context.log.warn = (...told: unknown[]) => void warned.push(told);
      const unreadable = path.join(root, 'module', 'unreadable.bin');
      symlinkSync('/proc/self/mem', unreadable);
      for (let look = 0; look < 5; look += 1) await services.hold().then((letGo) => letGo());
      expect(services.list()[0]?.version).toBe(1);
      expect((await services.get('lungs')).link).toMatchObject({
        state: 'invalid',
        findings: [{ code: 'disk-failed' }],
      });
      await services.refresh('lungs');
      expect(warned).toHaveLength(1);
      rmSync(unreadable);
      write('module/__init__.py', 'readable = 1\n');
      await services.hold().then((letGo) => letGo());
      expect(inUse('__init__.py')).toBe('readable = 1\n');
    },
  );

  it('is validated once it is linked and after a restart, and keeps what was found while nothing changes', async () => {
    let validated = 0;
    const validate = async () => {
      validated += 1;
      return [finding('error', 'import-failed', `found ${validated}`)];
    };
    const { services, reopen, root, write } = await linked({ validate });
    const messages = async (from = services) =>
      (await from.get('lungs')).link?.findings.map(({ message }) => message);
    await expect.poll(() => messages(), longEnough).toEqual(['found 1']);
    utimesSync(path.join(root, 'module', '__init__.py'), 1, 1);
    await services.refresh('lungs');
    expect(await messages()).toEqual(['found 1']);
    write('module/__init__.py', 'another = 1\n');
    await expect.poll(() => messages(), longEnough).toEqual(['found 2']);
    const again = await reopen();
    await expect.poll(() => messages(again), longEnough).toEqual(['found 3']);
  });

  it('is not linked again by a save that came while it was rolled back', async () => {
    const { services, write, inUse } = await linked();
    write('module/__init__.py', 'saved = 1\n');
    await services.refresh('lungs');
    const letGo = await services.hold();
    const back = services.putBack('lungs', 1);
    write('module/__init__.py', 'late = 1\n');
    const looked = services.refresh('lungs');
    await expect.poll(() => services.summary('lungs').linkedFolder).toBeNull();
    write('module/__init__.py', 'later = 1\n');
    const lookedAgain = services.refresh('lungs');
    letGo();
    await Promise.all([back, looked, lookedAgain]);
    expect(inUse('__init__.py')).toContain('return 1');
    expect((await services.get('lungs')).link).toBeNull();
  });

  it('keeps a saved version that a running job may have, until none runs', async () => {
    const { services, context, write } = await linked();
    const numbers = async () => (await services.versionsOf('lungs')).map(({ number }) => number);
    const save = async (which: number) => {
      write('module/__init__.py', `which = ${which}\n`);
      await services.refresh('lungs');
    };
    await save(2);
    const end = runningJob(context, 'lungs');
    await save(3);
    await save(4);
    expect(await numbers()).toEqual([4, 3, 2, 1]);
    end();
    await save(5);
    expect(await numbers()).toEqual([5, 1]);
  });

  it('follows neither what was fetched nor, by way of a link, the application itself', async () => {
    const { services, context, folder, root } = await linked();
    const from = takenFromFolder(root);
    const refused = expect.objectContaining({ code: 'folder-not-usable' });
    expect(() => services.checkLinked({ ...from, origin: { ...from.origin, kind: 'git' } })).toThrow(refused);
    const way = path.join(folder, 'way');
    symlinkSync(context.folders.root, way, 'junction');
    expect(() => services.checkLinked(takenFromFolder(path.join(way, 'registry')))).toThrow(refused);
  });
});
