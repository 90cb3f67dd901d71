import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Gives a program a terminal of 100 columns, and what it shows and is typed to it as streams. */
const terminal = `
import fcntl, os, pty, select, struct, sys, termios
child, fd = pty.fork()
if child == 0:
    os.execv(sys.argv[1], sys.argv[1:])
fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))
while True:
    ready, _, _ = select.select([fd, 0], [], [])
    if 0 in ready:
        typed = os.read(0, 1024)
        if not typed:
            break
        os.write(fd, typed)
    if fd in ready:
        try:
            shown = os.read(fd, 65536)
        except OSError:
            break
        if not shown:
            break
        os.write(1, shown)
`;

/**
 * Runs command lines one after the other at a terminal, in one process.
 * @param folder of the test; `home` in it is the data home
 * @param answer what is typed at every question
 */
export async function atTerminal(
  folder: string,
  lines: readonly (readonly string[])[],
  answer: string,
): Promise<{ line: string; code: number; shown: string }[]> {
  const file = path.join(folder, 'lines.json');
  writeFileSync(file, JSON.stringify(lines.map((words) => [...words, '--home', path.join(folder, 'home')])));
  const runner = fileURLToPath(new URL('inTerminal.ts', import.meta.url));
  const child = spawn('python3', ['-u', '-c', terminal, process.execPath, runner, file], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, TERM: 'xterm' },
  });
  let shown = '';
  let answered = 0;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    shown += text;
    // The mark before a question that is open.
    if (answer === '' || !shown.slice(answered).includes('◆')) return;
    answered = shown.length;
    child.stdin.write(answer);
  });
  try {
    await new Promise<void>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', () => resolve());
    });
  } finally {
    child.kill();
  }
  return lines.map((words, index) => {
    const [, part = '', code = '-1'] =
      new RegExp(`<begin ${index}>([^]*?)<end ${index} (\\d+)>`).exec(shown) ?? [];
    return { line: words.join(' '), code: Number(code), shown: part.slice(-300) };
  });
}
