import { cipherAnswerSchema } from '../../contract/index.ts';
import type { CipherQuestion } from '../../contract/index.ts';
import type { Cipher } from './secrets/index.ts';

/** The system may ask the person first, so that an answer takes its time, in milliseconds. */
const longestAnswer = 120_000;

/** The port to the shell that forked this engine. */
interface ShellPort {
  on(event: 'message', listener: (message: { data: unknown }) => void): void;
  postMessage(message: unknown): void;
}

/** The key store of the system, which only the shell's process knows. */
export function createShellCipher(port: ShellPort): Cipher {
  const waiting = new Map<number, (text: string | null, problem: string | null) => void>();
  let lastId = 0;
  let known: Promise<string | null> | undefined;

  port.on('message', ({ data }) => {
    const parsed = cipherAnswerSchema.safeParse(data);
    if (!parsed.success) return;
    const { id, answer } = parsed.data;
    const settle = waiting.get(id);
    waiting.delete(id);
    if (answer.ok) settle?.(answer.text, null);
    else settle?.(null, answer.problem);
  });
  function ask(question: CipherQuestion): Promise<string | null> {
    return new Promise((resolve, reject) => {
      const id = (lastId += 1);
      const timer = setTimeout(() => {
        waiting.delete(id);
        reject(new Error('The key store of the system does not answer.'));
      }, longestAnswer);
      waiting.set(id, (text, problem) => {
        clearTimeout(timer);
        if (problem === null) resolve(text);
        else reject(new Error(problem));
      });
      port.postMessage({ kind: 'cipher', id, question });
    });
  }
  async function text(question: CipherQuestion): Promise<string> {
    const answer = await ask(question);
    if (answer === null) throw new Error('The key store of the system has no answer.');
    return answer;
  }
  return {
    // Once: it does not change while the shell runs. A question without an answer tells nothing, and is asked again.
    name: () =>
      (known ??= ask({ ask: 'name' }).catch((cause: unknown) => {
        known = undefined;
        throw cause;
      })),
    encrypt: (plain) => text({ ask: 'encrypt', text: plain }),
    decrypt: (encrypted) => text({ ask: 'decrypt', text: encrypted }),
  };
}
