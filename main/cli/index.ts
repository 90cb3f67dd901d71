import module from 'node:module';
import { runProgram } from './runProgram.ts';

// Absent in the Node of older Electrons, where the bundle starts fast anyway.
module.enableCompileCache?.();

// A closed pipe (`| head`) is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
});

await runProgram(process.argv.slice(2));
