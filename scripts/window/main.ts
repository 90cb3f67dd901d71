import { endAs, fail, runToEnd } from '../setup/index.mjs';
import { windowCommand } from './open.ts';

/** Opens the window and ends with it. */
try {
  const command = await windowCommand(process.argv.slice(2));
  endAs(await runToEnd(command.executable, command.args, command.env));
} catch (error) {
  fail(error);
}
