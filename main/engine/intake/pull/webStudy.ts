import type { IncomingMessage } from 'node:http';
import { MIMEType } from 'node:util';
import { EngineError } from '../../../../contract/index.ts';
import { failureOf, getFromWeb } from '../../peers/index.ts';
import { examine, openIncoming } from '../arriving/index.ts';
import type { EngineSide } from '../arriving/index.ts';
import { readParts } from '../http/index.ts';
import type { Fetch } from './protocol.ts';

/**
 * Fetches by WADO-RS (PS3.18 section 10.4): all instances in one multipart answer, each as it is stored there.
 * @throws EngineError `peer-unreachable`, `peer-failed`, `disk-full`, `disk-failed`, `cancelled`
 */
export async function webStudy(
  fetch: Extract<Fetch, { way: 'web' }>,
  engine: EngineSide,
  signal: AbortSignal,
): Promise<{ failed: number }> {
  await engine.assertSpace();
  const { StudyInstanceUID, SeriesInstanceUID } = fetch.item;
  const series = SeriesInstanceUID === undefined ? '' : `/series/${SeriesInstanceUID}`;
  const { host } = new URL(fetch.address.base);
  const response = await getFromWeb(
    fetch.address,
    `/studies/${StudyInstanceUID}${series}`,
    'multipart/related; type="application/dicom"; transfer-syntax=*',
    signal,
  );
  const failing = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (cause) {
      throw failureOf(host, cause, signal);
    }
  };
  const parts = readParts(response, boundaryOf(host, response))[Symbol.asyncIterator]();
  try {
    for (;;) {
      const part = await failing(() => parts.next());
      if (part.done === true) return { failed: 0 };
      const incoming = await openIncoming(fetch.stagingFolder);
      try {
        const body = part.value.body[Symbol.asyncIterator]();
        for (
          let piece = await failing(() => body.next());
          piece.done !== true;
          piece = await failing(() => body.next())
        )
          await incoming.write(piece.value);
        await incoming.finish();
      } catch (cause) {
        await incoming.discard();
        throw cause;
      }
      await engine.take(await examine(incoming.file, fetch.stagingFolder), fetch.sender);
    }
  } finally {
    response.destroy();
  }
}

function boundaryOf(host: string, response: IncomingMessage): string {
  const text = response.headers['content-type'] ?? '';
  let type: MIMEType | null = null;
  try {
    type = new MIMEType(text);
  } catch {
    // Told below with what it said.
  }
  const boundary = type?.essence === 'multipart/related' ? (type.params.get('boundary') ?? '') : '';
  if (boundary !== '') return boundary;
  throw new EngineError('peer-failed', `${host} answered with something else than DICOM files.`, {
    details: `Content-Type: ${text}`,
  });
}
