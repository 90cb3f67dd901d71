/** Runs a benchmark: `npm run bench -- NAME [--json]`. */
import { existsSync, readdirSync } from 'node:fs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { launch } from './setup/launch.mjs';
import { inRoot } from './setup/paths.mjs';
import { requireNode } from './setup/prerequisites.mjs';
import { fail, SetupError } from './setup/report.mjs';

const [name = '', ...rest] = process.argv.slice(2);

try {
  requireNode();
  if (!/^[a-z][a-z0-9-]*$/.test(name) || !existsSync(inRoot('bench', `${name}.ts`))) {
    const names = readdirSync(inRoot('bench')).flatMap(
      (file) => /^([a-z][a-z0-9-]*)\.ts$/.exec(file)?.[1] ?? [],
    );
    throw new SetupError(
      `Name a benchmark: npm run bench -- NAME [--json], with one of ${names.join(', ')}.`,
    );
  }
  await ensureDependencies();
} catch (error) {
  fail(error);
}
await launch(`bench/${name}.ts`, rest);
