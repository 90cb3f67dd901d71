import type Docker from 'dockerode';
import { z } from 'zod';
import { EngineError } from '../../../../../contract/index.ts';
import { lineSplitter } from '../../../../platform/index.ts';
import { dialStream } from './dialStream.ts';

const longestLine = 1024 * 1024;
const lineSchema = z.object({
  status: z.string().optional(),
  id: z.string().optional(),
  progress: z.string().optional(),
  error: z.string().optional(),
});

/**
 * Fetches an image from its registry.
 * @throws EngineError `image-missing`, `cancelled`; else what the connection throws
 */
export async function pullImage(
  docker: Docker,
  reference: string,
  onProgress: (text: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const failed = (details: string) =>
    new EngineError('image-missing', `The image ${reference} is not on this machine, and cannot be pulled.`, {
      advice: 'Check its name and the network, or bring it with "docker load".',
      details,
    });
  let failure: string | null = null;
  const split = lineSplitter(longestLine, (text) => {
    const line = lineSchema.safeParse(JSON.parse(text));
    if (!line.success) return;
    const { status, id, progress, error } = line.data;
    if (error !== undefined) failure = error;
    // The bars of each layer come many times a second.
    else if (status !== undefined && progress === undefined)
      onProgress(id === undefined ? status : `${id}: ${status}`);
  });
  // Without a tag all that there are would be pulled.
  const hasTag = /@|:[^/]*$/.test(reference);
  try {
    const options = { fromImage: reference, ...(!hasTag && { tag: 'latest' }) };
    const answer = await dialStream(
      docker,
      { path: '/images/create?', method: 'POST', options: { _query: options, _body: {} } },
      signal,
    );
    for await (const chunk of answer) {
      const bytes: unknown = chunk;
      if (bytes instanceof Buffer) split(bytes);
    }
    split(Buffer.from('\n'));
  } catch (cause) {
    if (signal.aborted) throw new EngineError('cancelled');
    if (cause instanceof Error && 'statusCode' in cause) throw failed(cause.message);
    throw cause;
  }
  if (signal.aborted) throw new EngineError('cancelled');
  if (failure !== null) throw failed(failure);
}
