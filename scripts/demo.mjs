/**
 * The sample patient's walk: `npm run demo [-- --window] [--home FOLDER]`. Installs what is needed, processes the sample patient in a
 * data home of its own and, where there is a display or --window is given, opens the window on it.
 */
import { resolve } from 'node:path';
import {
  endAs,
  ensureDependencies,
  ensureElectron,
  fail,
  hasDisplay,
  inRoot,
  launch,
  projectNode,
  requireNode,
  requirePython,
  runToEnd,
  say,
  SetupError,
  windowObstacle,
} from './setup/index.mjs';

const windowSwitches = new Set(['--window', '--no-sandbox']);
const args = process.argv.slice(2);
const demoArgs = args.filter((argument) => !windowSwitches.has(argument));
const windowArgs = args.filter((argument) => argument === '--no-sandbox');
const windowWanted = args.includes('--window');
// Demo and window must mean the same data home.
const homeAt = demoArgs.indexOf('--home');
const [, chosenHome] = homeAt < 0 ? [] : demoArgs.splice(homeAt, 2);
process.env['DCM_PROCESSOR_HOME'] = resolve(
  chosenHome ?? process.env['DCM_PROCESSOR_HOME'] ?? inRoot('out', 'demo'),
);

try {
  requireNode();
  requirePython();
  await ensureDependencies();
  const ending = await runToEnd(projectNode, [inRoot('scripts', 'demo', 'index.ts'), ...demoArgs]);
  if (ending.code !== 0) endAs(ending);
} catch (error) {
  fail(error);
}
if (windowWanted || hasDisplay()) await openWindow();

/** Without --window the demo has already shown what it came for: what keeps the window from opening is only said. */
async function openWindow() {
  try {
    const obstacle = windowObstacle(await ensureElectron(), windowArgs);
    if (obstacle !== undefined) throw new SetupError(obstacle);
  } catch (error) {
    if (windowWanted || !(error instanceof SetupError)) fail(error);
    say(error.message);
    return;
  }
  await launch('scripts/window/leave.ts', windowArgs);
}
