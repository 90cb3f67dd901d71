/** All tests: `npm test [-- SUITE…]`. The last line is their sum. */
import {
  ensureDependencies,
  ensureSystemPackages,
  fail,
  launch,
  requireNode,
  requirePython,
  say,
  SetupError,
} from './setup/index.mjs';

try {
  requireNode();
  requirePython();
  await ensureDependencies();
  await ensureSystemPackages(['display', 'tests']).catch((error) => {
    // Not root: what needs a missing package fails or is skipped by itself, the rest is still worth running.
    if (!(error instanceof SetupError)) throw error;
    say(error.message);
  });
} catch (error) {
  fail(error);
}
await launch('scripts/test/main.ts');
