import { expect, it, onTestFinished } from 'vitest';
import { openTerminal } from '../testing/terminal.ts';
import { runInTerminal } from './index.ts';

it.skipIf(process.platform === 'win32')(
  'Ctrl-C is for the program that has taken over the terminal: it ended what had started it',
  async () => {
    const program = `
import signal, sys
def heard(*_):
    print("heard it")
    sys.exit(5)
signal.signal(signal.SIGINT, heard)
print("listens")
signal.pause()
`;
    const face = new URL('index.ts', import.meta.url).href;
    const code = `
      import { runInTerminal } from ${JSON.stringify(face)};
      const code = await runInTerminal(['python3', '-c', ${JSON.stringify(program)}]);
      process.stdout.write('It ended with ' + code + '\\n');
    `;
    const opened = openTerminal(['--input-type=module', '-e', code]);
    onTestFinished(() => opened.kill());
    await opened.until('listens');
    opened.type('\u0003');
    await opened.until('heard it');
    await opened.until('It ended with 5');
    expect((await opened.ended).code).toBe(0);
  },
  30_000,
);

it('a program that is not there is told by its name', async () => {
  await expect(runInTerminal(['/no/such program'])).rejects.toMatchObject({
    code: 'runtime-failed',
    message: '/no/such program could not be started.',
  });
});
