/** Makes the reference pictures of the window's views anew: `npm run looks`. Look at them before they are committed. */
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
await launch('scripts/looks/main.ts');
