/** Writes docs/cli.md from the definitions of the commands; with `--check` only says whether it is up to date. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { documentOf } from '../../main/cli/frame/index.ts';
import { createProgram } from '../../main/cli/program.ts';
import { fail, inRoot, say, SetupError } from '../setup/index.mjs';

/** Names of the texts in `main/cli/documents`, in the order in which they stand in the document. */
const before = ['introduction', 'rules'];
const after = [
  'search',
  'whyNot',
  'replay',
  'options',
  'orthanc',
  'estimates',
  'lists',
  'cancelAndRequeue',
  'tryingAService',
  'storeDoor',
  'httpDoor',
  'original',
];

const folder = inRoot('main', 'cli', 'documents');
const file = inRoot('docs', 'cli.md');

try {
  const unused = readdirSync(folder).filter(
    (name) => ![...before, ...after].includes(name.replace('.md', '')),
  );
  if (unused.length > 0)
    throw new SetupError(
      `${unused.join(', ')} of main/cli/documents has no place in scripts/document/main.ts.`,
    );
  const text = documentOf(createProgram(), { before: before.map(read), after: after.map(read) });
  if (process.argv.includes('--check')) {
    if (readFileSync(file, 'utf8') !== text)
      throw new SetupError('docs/cli.md is not what the definitions of the commands say: npm run document');
    say('docs/cli.md is up to date.');
  } else {
    writeFileSync(file, text);
    say('Wrote docs/cli.md.');
  }
} catch (error) {
  fail(error);
}

function read(name: string): string {
  return readFileSync(inRoot('main', 'cli', 'documents', `${name}.md`), 'utf8');
}
