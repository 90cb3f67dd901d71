/** Makes the installable programs of this system: `npm run package [-- --dir]`. */
import { ensureDependencies, ensureElectron, fail, launch, requireNode } from './setup/index.mjs';

try {
  requireNode();
  await ensureDependencies();
  await ensureElectron();
} catch (error) {
  fail(error);
}
await launch('scripts/package/main.ts');
