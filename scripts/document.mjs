/** Writes docs/cli.md: `npm run document [-- --check]`. */
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
await launch('scripts/document/main.ts');
