import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const launcher = JSON.stringify(fileURLToPath(new URL('./launch.mjs', import.meta.url)));

/** A process that runs the given program as its child and ends as it does. */
function launching(childProgram: string) {
  const program = `
    import { runToEnd, endAs } from ${launcher};
    endAs(await runToEnd(process.execPath, ['-e', ${JSON.stringify(childProgram)}]));
  `;
  return spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

test('the exit code of the program becomes the exit code of the launcher', async () => {
  expect(await once(launching('process.exit(7)'), 'exit')).toEqual([7, null]);
  expect(await once(launching('0'), 'exit')).toEqual([0, null]);
});

test('a program that dies of a signal is not reported as one that ended well', async () => {
  expect(await once(launching(`process.kill(process.pid, 'SIGKILL')`), 'exit')).toEqual([null, 'SIGKILL']);
});

test('a launcher that is told to end tells its program first, and waits for it', async () => {
  const launched = launching(`
    process.on('SIGTERM', () => { console.log('tidied up'); process.exit(3); });
    console.log('runs');
    setInterval(() => undefined, 1e6);
  `);
  let output = '';
  launched.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  await once(launched.stdout, 'data');
  launched.kill('SIGTERM');
  expect(await once(launched, 'close')).toEqual([3, null]);
  expect(output).toContain('tidied up');
});
