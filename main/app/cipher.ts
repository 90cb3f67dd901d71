import { safeStorage } from 'electron';
import type { UtilityProcess } from 'electron';
import { cipherQuestionSchema } from '../../contract/index.ts';
import type { CipherAnswer, CipherQuestion } from '../../contract/index.ts';

/** Lets the engine that was forked use the key store of the system, which only this process knows. */
export function serveCipher(engine: UtilityProcess): void {
  engine.on('message', (message: unknown) => {
    const parsed = cipherQuestionSchema.safeParse(message);
    if (!parsed.success) return;
    const { id, question } = parsed.data;
    engine.postMessage({ kind: 'cipher', id, answer: answerTo(question) });
  });
}

function answerTo(question: CipherQuestion): CipherAnswer {
  try {
    if (question.ask === 'name') return { ok: true, text: keyStoreName() };
    if (keyStoreName() === null) return { ok: false, problem: 'There is no key store on this system.' };
    const text =
      question.ask === 'encrypt'
        ? safeStorage.encryptString(question.text).toString('base64')
        : safeStorage.decryptString(Buffer.from(question.text, 'base64'));
    return { ok: true, text };
  } catch (cause) {
    return { ok: false, problem: cause instanceof Error ? cause.message : String(cause) };
  }
}

/** Null where there is none: on Linux a password that is the same everywhere would only look like one. */
function keyStoreName(): string | null {
  if (!safeStorage.isEncryptionAvailable()) return null;
  if (process.platform === 'darwin') return 'Keychain';
  if (process.platform === 'win32') return 'DPAPI';
  const backend = safeStorage.getSelectedStorageBackend();
  return backend === 'basic_text' || backend === 'unknown' ? null : backend.replaceAll('_', ' ');
}
