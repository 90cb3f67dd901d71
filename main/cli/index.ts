import module from 'node:module';
import { CommanderError } from 'commander';
import { exitCodes } from './environment.ts';
import { createProgram } from './program.ts';

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
  if (!(thrown instanceof CommanderError)) throw thrown;
  process.exitCode = thrown.exitCode === 0 ? exitCodes.success : exitCodes.usage;
}
