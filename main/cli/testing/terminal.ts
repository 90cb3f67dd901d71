import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Gives a program a terminal of 100 columns, and what it shows and is typed to it as streams; ends as it does. */
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
os.close(fd)
code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
sys.exit(code if code >= 0 else 128 - code)
`;

/** A program at a terminal of its own. */
export interface Terminal {
  /** Resolves when this is shown, after what was waited for or typed before. Rejects where the program ends without it. */
  until(text: string): Promise<void>;
  type(keys: string): void;
  /** Exit code, and everything that was shown. */
  readonly ended: Promise<{ code: number | null; shown: string }>;
  /** Ends the program by closing its terminal. */
  kill(): void;
}

/** Runs Node at a terminal of 100 columns. @param words after `node` */
export function openTerminal(words: readonly string[], options: { cwd?: string } = {}): Terminal {
  const child = spawn('python3', ['-u', '-c', terminal, process.execPath, ...words], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, TERM: 'xterm' },
    ...options,
  });
  let shown = '';
  let seen = 0;
  let look: () => void = () => undefined;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    shown += text;
    look();
  });
  // A program that has ended reads no more.
  child.stdin.on('error', () => undefined);
  const ended = new Promise<{ code: number | null; shown: string }>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, shown }));
  });
  return {
    ended,
    async until(text) {
      const found = new Promise<true>((resolve) => {
        look = () => {
          const at = shown.indexOf(text, seen);
          if (at < 0) return;
          seen = at + text.length;
          look = () => undefined;
          resolve(true);
        };
        look();
      });
      const isShown = await Promise.race([found, ended.then(() => false)]);
      if (!isShown) throw new Error(`"${text}" was not shown, but: ${shown.slice(-2000)}`);
    },
    type(keys) {
      seen = shown.length;
      child.stdin.write(keys);
    },
    kill: () => void child.kill(),
  };
}

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
  const opened = openTerminal([runner, file]);
  const answerEach = async (): Promise<never> => {
    for (;;) {
      // The mark before a question that is open.
      await opened.until('◆');
      opened.type(answer);
    }
  };
  // Goes on until no question comes any more, as the program has ended.
  if (answer !== '') answerEach().catch(() => undefined);
  const { shown } = await opened.ended.finally(() => opened.kill());
  return lines.map((words, index) => {
    const [, part = '', code = '-1'] =
      new RegExp(`<begin ${index}>([^]*?)<end ${index} (\\d+)>`).exec(shown) ?? [];
    return { line: words.join(' '), code: Number(code), shown: part.slice(-300) };
  });
}
