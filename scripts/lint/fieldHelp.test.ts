import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { inRoot } from '../setup/index.mjs';

const cases = {
  bare: ['<TextInput label="Port" />', false],
  spread: ['<NumberInput label="Port" {...bind("port")} />', false],
  described: ['<TextInput label="Port" description="Where it listens." />', true],
  elsewhere: ['<TextInput label="Port" aria-describedby="help" />', true],
  inRow: ['<Field label="Port" help="Where it listens."><Switch label="Port" /></Field>', true],
  inOther: ['<Fields><PathInput label="Folder" what="x" /></Fields>', false],
  search: ['<TextInput aria-label="Find" placeholder="Find" />', true],
  head: ['<Switch label="Enabled" title="Off: it is not asked." />', true],
  group: ['<Radio.Group label="Which"><Radio value="a" label="A" /></Radio.Group>', false],
  choices: ['<Radio.Group label="Which"><Radio label="A" description="The first." /></Radio.Group>', true],
  explained: [
    '<Checkbox.Group label="Which" description="Those."><Checkbox label="A" /></Checkbox.Group>',
    true,
  ],
} as const;

/** Names of the cases in which the linter itself finds a field without help. */
function found(): string[] {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'field-help-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const config = path.join(folder, '.oxlintrc.json');
  writeFileSync(
    config,
    JSON.stringify({
      jsPlugins: [inRoot('scripts', 'lint', 'fieldHelp.mjs')],
      categories: { correctness: 'off' },
      rules: { 'help/field-help': 'error' },
    }),
  );
  for (const [name, [jsx]] of Object.entries(cases))
    writeFileSync(path.join(folder, `${name}.tsx`), `export const part = ${jsx};\n`);
  const { stdout, stderr } = spawnSync(
    inRoot('node_modules', '.bin', 'oxlint'),
    ['--config', config, '--format', 'unix', folder],
    { encoding: 'utf8' },
  );
  expect(stderr).toBe('');
  const names = [...stdout.matchAll(/(\w+)\.tsx:\d+/g)].map(([, name]) => name ?? '');
  return [...new Set(names)].sort();
}

test.skipIf(process.platform === 'win32')(
  'a field with a label and without help is found, and no other is',
  () => {
    const wrong = Object.entries(cases).flatMap(([name, [, isFine]]) => (isFine ? [] : [name]));
    expect(found()).toEqual(wrong.sort());
  },
  30_000,
);
