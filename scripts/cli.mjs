/**
 * The command line from a checkout: `npm run --silent cli -- ARGS`, or `node scripts/cli.mjs ARGS`. Relative paths go
 * from where one stands.
 */
import { ensureDependencies } from './setup/dependencies.mjs';
import { launch } from './setup/launch.mjs';
import { requireNode } from './setup/prerequisites.mjs';
import { fail } from './setup/report.mjs';

try {
  requireNode();
  await ensureDependencies();
  // npm runs its scripts in the checkout and says where it was called; what other scripts inherit of it is not about us.
  const { INIT_CWD: calledIn, npm_lifecycle_event: script } = process.env;
  if (script === 'cli' && calledIn !== undefined) process.chdir(calledIn);
  // A shell that the command opens would call us with them from wherever it is by then.
  delete process.env.INIT_CWD;
  delete process.env.npm_lifecycle_event;
} catch (error) {
  fail(error);
}
await launch('main/cli/index.ts');
