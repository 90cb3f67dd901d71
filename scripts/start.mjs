/** Opens the window: `npm start [-- FILE…]`. */
import { ensureDependencies, ensureElectron, fail, launch, requireNode } from './setup/index.mjs';

try {
  requireNode();
  await ensureDependencies();
  await ensureElectron();
} catch (error) {
  fail(error);
}
await launch('scripts/window/main.ts');
