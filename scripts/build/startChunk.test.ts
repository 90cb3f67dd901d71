import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { build } from 'vite';
import { startChunk } from './startChunk.ts';

it('what is to run before the start is not drawn into its file, and all of the start is named in the document', async () => {
  const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'start-chunk-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const files = {
    'index.html': '<!doctype html><script type="module" src="./main.ts"></script>',
    'main.ts': `
      import { choose } from './choice.ts';
      if (location.hash === '#other') await import('./other.ts');
      choose('one');
      (await import('./start.ts')).start();`,
    'choice.ts': `export let chosen = 'none'; export const choose = (one: string) => { chosen = one; };`,
    'other.ts': `import { choose } from './choice.ts'; choose('two');`,
    'start.ts': `
      import { word } from './word.ts';
      export const start = () => { console.log('shown', word); return import('./later.ts'); };`,
    'word.ts': `import { chosen } from './choice.ts'; export const word = 'word of the start: ' + chosen;`,
    'later.ts': `export const later = 'a view of its own';`,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  const start = startChunk(path.join(folder, 'main.ts'), path.join(folder, 'start.ts'));
  await build({
    configFile: false,
    root: folder,
    base: './',
    logLevel: 'silent',
    plugins: [start.plugin],
    build: {
      outDir: path.join(folder, 'out'),
      minify: false,
      rolldownOptions: {
        output: {
          codeSplitting: {
            includeDependenciesRecursively: false,
            groups: [{ name: start.name, debugName: 'start' }],
          },
        },
      },
    },
  });
  const assets = path.join(folder, 'out', 'assets');
  const texts = new Map(
    readdirSync(assets).map((name) => [name, readFileSync(path.join(assets, name), 'utf8')] as const),
  );
  const fileWith = (text: string) => [...texts].find(([, content]) => content.includes(text))?.[0] ?? '';
  expect(fileWith('word of the start')).toBe(fileWith('"shown"'));
  expect(fileWith('chosen = "none"')).not.toBe(fileWith('word of the start'));
  expect(fileWith('a view of its own')).not.toBe(fileWith('word of the start'));
  const page = readFileSync(path.join(folder, 'out', 'index.html'), 'utf8');
  expect(page).toContain(fileWith('word of the start'));
  expect(page).not.toContain(fileWith('a view of its own'));
});
