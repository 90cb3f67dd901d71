/** The command line from a checkout: `npm run --silent cli -- ARGS`, or `node scripts/cli.mjs ARGS`. */
import { ensureDependencies } from './setup/dependencies.mjs';
import { launch } from './setup/launch.mjs';
import { requireNode } from './setup/prerequisites.mjs';
import { fail } from './setup/report.mjs';

try {
  requireNode();
  await ensureDependencies();
} catch (error) {
  fail(error);
}
await launch('main/cli/index.ts');
