import { MessageChannel } from 'node:worker_threads';
import { expect, it, onTestFinished } from 'vitest';
import { cipherQuestionSchema } from '../../contract/index.ts';
import type { CipherAnswer, CipherQuestion } from '../../contract/index.ts';
import { createShellCipher } from './shellCipher.ts';

/** An engine with a shell that answers so, over a real channel. */
function engineWith(answerTo: (question: CipherQuestion) => CipherAnswer) {
  const { port1, port2 } = new MessageChannel();
  onTestFinished(() => port1.close());
  port2.on('message', (message: unknown) => {
    const { id, question } = cipherQuestionSchema.parse(message);
    port2.postMessage({ kind: 'something else' });
    port2.postMessage({ kind: 'cipher', id: id + 1000, answer: { ok: true, text: 'of nobody' } });
    port2.postMessage({ kind: 'cipher', id, answer: answerTo(question) });
  });
  return createShellCipher({
    on: (_, listener) => void port1.on('message', (data: unknown) => listener({ data })),
    postMessage: (message) => port1.postMessage(message),
  });
}

it('the shell answers each question of the engine, whatever else comes over the port', async () => {
  const cipher = engineWith((question) => ({
    ok: true,
    text: question.ask === 'name' ? 'keys' : `${question.ask} ${question.text}`,
  }));
  expect(await Promise.all([cipher.name(), cipher.encrypt('a'), cipher.decrypt('b')])).toEqual([
    'keys',
    'encrypt a',
    'decrypt b',
  ]);
});

it('a key store that refuses is an error and no wrong secret', async () => {
  const cipher = engineWith(() => ({ ok: false, problem: 'The key store is locked.' }));
  await expect(cipher.decrypt('x')).rejects.toThrow('The key store is locked.');
});

it('a shell that did not answer once is asked again, and is not remembered as one without a key store', async () => {
  let asked = 0;
  const cipher = engineWith(() => {
    asked += 1;
    return asked === 1 ? { ok: false, problem: 'The key store is locked.' } : { ok: true, text: 'keys' };
  });
  await expect(cipher.name()).rejects.toThrow('locked');
  expect([await cipher.name(), await cipher.name(), asked]).toEqual(['keys', 'keys', 2]);
});
