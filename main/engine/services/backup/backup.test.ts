import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { takenFromFolder } from '../index.ts';
import { openServicesFolder, writeService } from '../testing/index.ts';

const odd = "módulo d'essai $(touch x)/wéights 1.bin";

async function installed() {
  const test = openServicesFolder();
  const root = writeService(test.folder, 'lungs', { [`module/${odd}`]: 'w'.repeat(100_000) });
  chmodSync(path.join(root, 'module', '__init__.py'), 0o755);
  await test.services.install({ from: takenFromFolder(root), replace: false });
  await test.services.setOptions('lungs', 'lungs', [], {
    params: { limit: 7 },
    retries: { times: 2 } as never,
  });
  await test.services.setEnabled('lungs', undefined, false);
  return test;
}

/** Unpacks with the tools of the system: what only we could read would be no backup. */
function unpack(file: string, folder: string): void {
  mkdirSync(folder);
  if (file.endsWith('.zip')) execFileSync('python3', ['-m', 'zipfile', '-e', file, folder]);
  else execFileSync('tar', ['-xzf', file, '-C', folder]);
}

describe('a backup of a service', () => {
  it.each(['saved', 'saved.zip', 'saved.tar.gz', 'saved.tgz'])(
    'as %s can be restored with what was changed of its jobs',
    async (target) => {
      const { folder, services } = await installed();
      const { contentHash } = services.summary('lungs');
      const to = path.join(folder, 'out', target);
      expect(await services.backUp('lungs', to)).toBeGreaterThan(100_000);
      await services.remove('lungs');
      expect(services.list()).toEqual([]);
      const unpacked = target === 'saved' ? to : path.join(folder, 'unpacked');
      if (target !== 'saved') unpack(to, unpacked);
      expect(readFileSync(path.join(unpacked, 'module', odd), 'utf8')).toHaveLength(100_000);

      expect(await services.restore(takenFromFolder(unpacked), undefined, false)).toBe('lungs');
      expect(services.summary('lungs')).toMatchObject({ contentHash, isEnabled: false, version: 1 });
      const detail = await services.get('lungs');
      expect(detail.jobList[0]).toMatchObject({
        changes: { params: { limit: 7 }, retries: { times: 2 } },
      });
      expect(detail.source?.path).toBe(path.join(folder, 'lungs'));
      expect(readdirSync(path.join(folder, 'out'))).toEqual([target]);
    },
  );

  it.skipIf(process.platform !== 'linux')(
    'is told that a place takes no folders, instead of trying for ever',
    async () => {
      const { services } = await installed();
      for (const target of ['/proc/nowhere/lungs', '/proc/nowhere/lungs.zip'])
        await expect(services.backUp('lungs', target)).rejects.toMatchObject({ code: 'disk-failed' });
    },
  );

  it('never takes the place of what is there, and leaves nothing of itself where it fails', async () => {
    const { folder, services } = await installed();
    const out = path.join(folder, 'out');
    mkdirSync(path.join(out, 'full'), { recursive: true });
    writeFileSync(path.join(out, 'full', 'mine'), 'mine');
    writeFileSync(path.join(out, 'mine.zip'), 'mine');
    writeFileSync(path.join(out, 'file'), 'mine');
    for (const target of ['full', 'mine.zip', 'file']) {
      await expect(services.backUp('lungs', path.join(out, target))).rejects.toMatchObject({
        code: 'folder-not-usable',
      });
    }
    await expect(services.backUp('lungs', path.join(out, 'file', 'below.zip'))).rejects.toMatchObject({
      code: 'disk-failed',
    });
    expect(readdirSync(out).sort()).toEqual(['file', 'full', 'mine.zip']);
    expect(readFileSync(path.join(out, 'mine.zip'), 'utf8')).toBe('mine');
    mkdirSync(path.join(out, 'empty'));
    await services.backUp('lungs', path.join(out, 'empty'));
    expect(existsSync(path.join(out, 'empty', 'module', '__init__.py'))).toBe(true);
  });

  it.runIf(process.platform === 'linux').each(['saved.zip', 'saved.tar.gz'])(
    'as %s fails, and leaves nothing open, where a file cannot be read',
    async (target) => {
      const { folder, context, services } = await installed();
      const kept = path.join(context.folders.root, 'service-versions', 'files');
      for (const file of readdirSync(kept)) {
        if (statSync(path.join(kept, file)).size !== 100_000) continue;
        rmSync(path.join(kept, file));
        // It opens, and reading it fails.
        symlinkSync('/proc/self/mem', path.join(kept, file));
      }
      const out = path.join(folder, 'out');
      await expect(services.backUp('lungs', path.join(out, target))).rejects.toMatchObject({
        code: 'disk-failed',
        details: expect.stringContaining('EIO'),
      });
      expect(readdirSync(out)).toEqual([]);
      const open = () =>
        readdirSync('/proc/self/fd').flatMap((fd) => {
          try {
            return [readlinkSync(`/proc/self/fd/${fd}`)];
          } catch {
            return [];
          }
        });
      await expect.poll(() => open().filter((file) => file.startsWith(out))).toEqual([]);
      await expect.poll(() => open().filter((file) => file.endsWith('/mem'))).toEqual([]);
    },
  );

  it('is what lies in the application, edits by hand included', async () => {
    const { folder, context, services } = await installed();
    writeFileSync(path.join(context.folders.modules, 'lungs', '__init__.py'), 'edited = True\n');
    await services.backUp('lungs', path.join(folder, 'out'));
    expect(readFileSync(path.join(folder, 'out', 'module', '__init__.py'), 'utf8')).toBe('edited = True\n');
    expect(statSync(path.join(folder, 'out', 'registry', '__init__.py')).size).toBeGreaterThan(0);
  });

  it.each([
    '{',
    '{"format":2}',
    '{"format":1,"name":"lungs","changes":[{"jobName":"lungs","changes":{"evil":1}}]}',
  ])('whose note says %s is refused with a sentence, not taken in part', async (note) => {
    const { folder, services } = await installed();
    const root = writeService(folder, 'other', { 'dcm-processor-service.json': note });
    await expect(services.restore(takenFromFolder(root), undefined, false)).rejects.toMatchObject({
      code: 'service-invalid',
    });
    expect(services.list().map(({ name }) => name)).toEqual(['lungs']);
  });
});
