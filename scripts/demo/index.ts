/**
 * The sample patient's walk: `npm run demo`. Creates the application "Demo", installs the bundled services, imports a
 * synthetic patient, processes it and prints what came of it. A second call processes the patient again.
 */
import path from 'node:path';
import { Command } from 'commander';
import { toEngineError } from '../../contract/index.ts';
import { createOutput } from '../../main/cli/terminal/index.ts';
import { linkToEngine } from '../../main/link/index.ts';
import { dataHome } from '../../main/platform/index.ts';
import { describeWalk } from './describe.ts';
import { walkSamplePatient } from './walk.ts';

const { home } = new Command('npm run demo --')
  .description('Process a synthetic patient with the bundled services.')
  // Beside the data home of real work, never in it.
  .option(
    '--home <folder>',
    'data home of the demo',
    process.env['DCM_PROCESSOR_HOME'] ?? `${dataHome()}-demo`,
  )
  .parse()
  .opts<{ home: string }>();
const output = createOutput(false);

try {
  const link = await linkToEngine(path.resolve(home));
  try {
    const walk = await walkSamplePatient(link.client, path.resolve(home), output);
    output.result(walk, describeWalk(walk));
    process.exitCode = walk.succeeded ? 0 : 1;
  } finally {
    await link.close();
  }
} catch (error) {
  output.failure(toEngineError(error).toReply());
  process.exitCode = 1;
}
