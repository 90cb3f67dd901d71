import module from 'node:module';
import { runProgram } from './runProgram.ts';
import { exitCodes } from './terminal/index.ts';

// Absent in the Node of older Electrons, where the bundle starts fast anyway.
module.enableCompileCache?.();

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // A closed pipe (`| head`) is no error of ours.
  if (error.code === 'EPIPE') process.exit(0);
  process.stderr.write(`Error: The result cannot be written.\nTechnical cause: ${error.message}\n`);
  process.exit(exitCodes.failure);
});

await runProgram(process.argv.slice(2));
