import { examine } from './examine.ts';
import { openIncoming } from './incomingFile.ts';
import type { Arrived } from './protocol.ts';
import type { EngineSide } from './threadSide.ts';

/**
 * Writes one file into the staging folder as it comes and finds out what it is. What cannot be written is reported.
 * @throws EngineError `disk-full`, `disk-failed`; or what reading the body throws. Then nothing of it is left
 */
export async function receiveFile(
  body: AsyncIterable<Buffer>,
  stagingFolder: string,
  { failed }: Pick<EngineSide, 'failed'>,
): Promise<Arrived> {
  const reporting = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (cause) {
      failed(cause);
      throw cause;
    }
  };
  const incoming = await reporting(() => openIncoming(stagingFolder));
  try {
    for await (const piece of body) await reporting(() => incoming.write(piece));
    await reporting(() => incoming.finish());
  } catch (cause) {
    await incoming.discard();
    throw cause;
  }
  return reporting(() => examine(incoming.file, stagingFolder));
}
