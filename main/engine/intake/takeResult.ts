import { examine, openIncoming, take } from './arriving/index.ts';
import type { Taking, Verdict } from './arriving/index.ts';

/**
 * Takes an instance that jobs made and stored elsewhere.
 * @throws EngineError `disk-full`, `disk-failed`, `database-failed`; or what reading the body throws
 */
export async function takeResult(
  taking: Omit<Taking, 'log'>,
  stagingFolder: string,
  body: AsyncIterable<Buffer>,
  sender: string,
): Promise<Verdict> {
  taking.doors.assertSpace();
  const incoming = await openIncoming(stagingFolder);
  try {
    for await (const piece of body) await incoming.write(piece);
    await incoming.finish();
  } catch (cause) {
    await incoming.discard();
    throw cause;
  }
  const arrived = await examine(incoming.file, stagingFolder);
  return take(taking, arrived, { door: 'pull', sender, isResult: true });
}
