/** Fails when the window has to load more than it may before its first view is shown: `node scripts/weigh.mjs`. */
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
await launch('scripts/build/weigh.ts');
