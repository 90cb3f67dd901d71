import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { build } from 'vite';
import { entryUrls } from './entryUrls.ts';

let folder: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'entry-urls-')));
});
afterEach(() => rmSync(folder, { recursive: true }));

const workerThatAnswers = `
  import { parentPort } from 'node:worker_threads';
  import { greeting } from './greeting.ts';
  parentPort?.postMessage(greeting as string);
`;

function write(files: Record<string, string>) {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
}

async function bundle(entries: Record<string, string>) {
  const input = Object.fromEntries(
    Object.entries(entries).map(([name, file]) => [name, path.join(folder, file)]),
  );
  await build({
    configFile: false,
    root: folder,
    logLevel: 'silent',
    plugins: [entryUrls(new Map(Object.entries(input).map(([name, file]) => [file, name])))],
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir: path.join(folder, 'out'),
      rolldownOptions: { input, output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' } },
    },
  });
}

const run = (file: string) =>
  execFileSync(process.execPath, [path.join(folder, 'out', file)], { encoding: 'utf8' });

test('a worker thread named by its source file starts from the bundle, out of a shared chunk in another folder', async () => {
  write({
    'package.json': '{"type":"module"}',
    'deep/down/greeting.ts': 'export const greeting = "from the worker";',
    'deep/down/answerWorker.ts': workerThatAnswers,
    'deep/down/ask.ts': `
      import { Worker } from 'node:worker_threads';
      export const ask = () => new Worker(new URL('./answerWorker.ts', import.meta.url)).on('message', console.log);
    `,
    'one.ts': `import { ask } from './deep/down/ask.ts'; ask();`,
    'two.ts': `import { ask } from './deep/down/ask.ts'; ask();`,
  });
  await bundle({ one: 'one.ts', two: 'two.ts' });
  expect(run('one.js').trim()).toBe('from the worker');
  expect(readdirSync(path.join(folder, 'out'))).toContain('answerWorker.js');
});

test('a process that is an entry under another name is started by that name', async () => {
  write({
    'package.json': '{"type":"module"}',
    'engine/main.ts': `console.log('engine runs');`,
    'cli.ts': `
      import { execFileSync } from 'node:child_process';
      import { fileURLToPath } from 'node:url';
      const file = fileURLToPath(new URL('./engine/main.ts', import.meta.url));
      console.log(execFileSync(process.execPath, [file], { encoding: 'utf8' }));
    `,
  });
  await bundle({ engine: 'engine/main.ts', cli: 'cli.ts' });
  expect(run('cli.js').trim()).toBe('engine runs');
  expect(readdirSync(path.join(folder, 'out')).filter((name) => name.startsWith('main'))).toEqual([]);
});

test('two files that would overwrite each other in the bundle fail the build', async () => {
  write({
    'package.json': '{"type":"module"}',
    'a/worker.ts': 'export {};',
    'b/worker.ts': 'export {};',
    'main.ts': `console.log(new URL('./a/worker.ts', import.meta.url), new URL('./b/worker.ts', import.meta.url));`,
  });
  await expect(bundle({ main: 'main.ts' })).rejects.toThrow(/would both become worker\.js/);
});
