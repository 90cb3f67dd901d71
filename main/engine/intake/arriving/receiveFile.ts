import { examine } from './examine.ts';
import { openIncoming } from './incomingFile.ts';
import type { Arrived } from './protocol.ts';
import type { EngineSide } from './threadSide.ts';

/** The disk guard is asked again after so many bytes. */
const bytesPerLook = 32 * 1024 * 1024;

/**
 * Writes one file into the staging folder as it comes and finds out what it is. What cannot be written is reported.
 * The disk guard is asked before, and again while much comes.
 * @param announced bytes that the sender says will come; 0 where it does not
 * @throws EngineError `disk-full`, `disk-failed`; or what reading the body throws. Then nothing of it is left
 */
export async function receiveFile(
  body: AsyncIterable<Buffer>,
  stagingFolder: string,
  { failed, assertRoom }: Pick<EngineSide, 'failed' | 'assertRoom'>,
  announced = 0,
): Promise<Arrived> {
  const reporting = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (cause) {
      failed(cause);
      throw cause;
    }
  };
  await assertRoom(announced);
  let came = 0;
  let lookedAt = 0;
  const incoming = await reporting(() => openIncoming(stagingFolder));
  try {
    for await (const piece of body) {
      await reporting(() => incoming.write(piece));
      came += piece.length;
      if (came - lookedAt < bytesPerLook) continue;
      lookedAt = came;
      await assertRoom(Math.max(announced - came, 0));
    }
    await reporting(() => incoming.finish());
  } catch (cause) {
    await incoming.discard();
    throw cause;
  }
  return reporting(() => examine(incoming.file, stagingFolder));
}
