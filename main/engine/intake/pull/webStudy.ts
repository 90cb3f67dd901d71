import type { IncomingMessage } from 'node:http';
import { MIMEType } from 'node:util';
import { EngineError } from '../../../../contract/index.ts';
import { failureOf, getFromWeb } from '../../peers/index.ts';
import { receiveFile } from '../arriving/index.ts';
import type { EngineSide } from '../arriving/index.ts';
import { readParts } from '../http/index.ts';
import type { Fetch, Fetched } from './protocol.ts';

/**
 * Fetches by WADO-RS (PS3.18 section 10.4): all instances in one multipart answer, each as it is stored there.
 * @throws EngineError `peer-unreachable`, `peer-failed`, `disk-full`, `disk-failed`, `cancelled`
 */
export async function webStudy(
  fetch: Extract<Fetch, { way: 'web' }>,
  engine: EngineSide,
  signal: AbortSignal,
): Promise<Fetched> {
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
  async function* failingBody(body: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    const pieces = body[Symbol.asyncIterator]();
    for (;;) {
      const piece = await failing(() => pieces.next());
      if (piece.done === true) return;
      yield piece.value;
    }
  }
  const parts = readParts(response, boundaryOf(host, response))[Symbol.asyncIterator]();
  try {
    for (;;) {
      const part = await failing(() => parts.next());
      if (part.done === true) return { failed: 0, advice: null };
      const arrived = await receiveFile(failingBody(part.value.body), fetch.stagingFolder, engine);
      await engine.take(arrived, fetch.sender);
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
