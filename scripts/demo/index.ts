/**
 * The sample patient's walk: `npm run demo [-- --home DIR]`. Creates the application "Demo", installs the bundled
 * services, imports a synthetic patient, processes it and prints what came of it. A second call processes it again.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { toEngineError } from '../../contract/index.ts';
import { createOutput } from '../../main/cli/terminal/index.ts';
import { linkToEngine } from '../../main/link/index.ts';
import { dataHome } from '../../main/platform/index.ts';
import { describeWalk } from './describe.ts';
import { walkSamplePatient } from './walk.ts';

const { values } = parseArgs({ options: { home: { type: 'string' } } });
// Beside the data home of real work, never in it.
const home = path.resolve(values.home ?? process.env['DCM_PROCESSOR_HOME'] ?? `${dataHome()}-demo`);
const output = createOutput(false);

try {
  const link = await linkToEngine(home);
  try {
    const walk = await walkSamplePatient(link.client, home, output);
    output.result(walk, describeWalk(walk));
    process.exitCode = walk.succeeded ? 0 : 1;
  } finally {
    await link.close();
  }
} catch (error) {
  output.failure(toEngineError(error).toReply());
  process.exitCode = 1;
}
