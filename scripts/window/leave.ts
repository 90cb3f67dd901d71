import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readFileSync } from 'node:fs';
import { inRoot, fail, say, SetupError } from '../setup/index.mjs';
import { windowCommand } from './open.ts';

/** Opens the window and leaves it open: ends as soon as the window is there. */
try {
  const command = await windowCommand(process.argv.slice(2));
  const log = inRoot('out', 'window.log');
  const output = openSync(log, 'w');
  const child = spawn(command.executable, command.args, {
    env: command.env,
    detached: true,
    stdio: ['ignore', output, output, 'ipc'],
  });
  // The shell sends one message once its window is shown.
  const exit = once(child, 'exit').then(([code]) => ({ code: code as number | null }));
  const ended = await Promise.race([once(child, 'message').then(() => null), exit]);
  if (ended !== null && ended.code !== 0) {
    const details = readFileSync(log, 'utf8').trimEnd().split('\n').slice(-20).join('\n');
    throw new SetupError('The window could not be opened.', { details });
  }
  if (ended !== null) {
    say('The window was open already and has come forward');
    process.exit(0);
  }
  child.disconnect();
  child.unref();
  say('The window is open; it stays until you close it');
} catch (error) {
  fail(error);
}
