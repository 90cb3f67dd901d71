import module from 'node:module';
import { CommanderError } from 'commander';
import { errorGuide } from '../../contract/index.ts';
import { exitCodes, tellProblem } from './environment.ts';
import { createProgram } from './program.ts';
import { createOutput, jsonVersion } from './terminal/index.ts';

// Absent in the Node of older Electrons, where the bundle starts fast anyway.
module.enableCompileCache?.();

// A closed pipe (`| head`) is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
});

const program = createProgram();
try {
  // Said, because in an installed program this runs in an Electron, whose arguments would be read differently.
  await program.parseAsync(process.argv, { from: 'node' });
} catch (thrown) {
  const output = createOutput(process.argv.includes('--json'));
  process.exitCode = thrown instanceof CommanderError ? endOfParsing(thrown) : tellProblem(thrown, output);
}

/** What the parser found wrong is on standard error already; other programs read it as JSON. */
function endOfParsing({ exitCode, message }: CommanderError): number {
  if (exitCode === 0) return exitCodes.success;
  if (process.argv.includes('--json')) {
    const error = {
      code: 'usage',
      message: message.replace(/^error: /, ''),
      advice: errorGuide.usage.advice,
    };
    process.stdout.write(`${JSON.stringify({ ok: false, version: jsonVersion, error })}\n`);
  }
  return exitCodes.usage;
}
