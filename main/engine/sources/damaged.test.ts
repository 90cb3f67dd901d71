import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { writeTar, zipOf } from './testing/archives.ts';
import { openSources } from './testing/bench.ts';

const entries = [
  { name: 's/registry/settings.json', content: '[]' },
  { name: 's/module/__init__.py', content: 'x = 1\n'.repeat(300) },
  { name: 's/module/data.bin', content: Buffer.alloc(3000, 7) },
];

it('an archive with any of its bytes changed or cut off is unpacked inside, or is one clear error', async () => {
  const bench = openSources({ alwaysAllowed: 1024 ** 2, ratio: 50 });
  const file = path.join(bench.folder, 'archive');
  await writeTar(file, entries);
  const whole = { tar: readFileSync(file), zip: await zipOf(entries), gz: Buffer.alloc(0) };
  await writeTar(file, entries, true);
  whole.gz = readFileSync(file);
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...(['tar', 'zip', 'gz'] as const)),
      fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 6 }),
      fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
      async (kind, changes, cut) => {
        const bytes = Buffer.from(whole[kind]);
        for (const [at, value] of changes) bytes[at % bytes.length] = value;
        writeFileSync(file, cut === null ? bytes : bytes.subarray(0, Math.floor(bytes.length * cut)));
        const found = await bench.fetch({ kind: 'archive', path: file });
        const clear =
          found.state === 'ready' || /^(?:source-invalid|archive-unsafe)$/.test(found.problem?.code ?? '');
        expect({ clear, problem: found.problem }).toEqual({ clear: true, problem: found.problem });
        await bench.sources.close(found.id);
        expect(readdirSync(path.join(bench.home, 'sources'))).toEqual([]);
      },
    ),
    { numRuns: 100 },
  );
  expect(readdirSync(bench.folder).filter((name) => name !== 'tasks.json')).toEqual(['archive', 'home']);
}, 60_000);

it.runIf(process.platform !== 'win32')(
  'a pipe in place of an archive is refused instead of waited for',
  async () => {
    const bench = openSources();
    const file = path.join(bench.folder, 'pipe.zip');
    execFileSync('mkfifo', [file]);
    expect((await bench.fetch({ kind: 'archive', path: file })).problem).toMatchObject({
      code: 'source-invalid',
    });
  },
);
