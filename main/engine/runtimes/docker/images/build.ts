import type { Readable } from 'node:stream';
import type Docker from 'dockerode';
import { z } from 'zod';
import { EngineError } from '../../../../../contract/index.ts';
import { lineSplitter } from '../../../../platform/index.ts';
import type { BuildEvent, BuiltImage, ImageBuild } from '../../../workers/index.ts';
import { readBuildKitOutput } from './buildKitOutput.ts';
import { createBuildSteps } from './buildSteps.ts';
import { readClassicOutput } from './classicOutput.ts';
import { dialStream } from './dialStream.ts';

/** A line of a builder that is longer has gone astray, in bytes. */
const longestLine = 16 * 1024 * 1024;
/** BuildKit is asked from this version of Docker on, where it is the builder that Docker itself prefers. */
const firstWithBuildKit = 23;

const lineSchema = z.object({
  id: z.string().optional(),
  stream: z.string().optional(),
  aux: z.union([z.string(), z.object({ ID: z.string().optional() })]).optional(),
  error: z.string().optional(),
});

/** `1`: the builder of Docker since its beginning, and of Podman; `2`: BuildKit. */
export type Builder = '1' | '2';

export async function preferredBuilder(docker: Docker): Promise<Builder> {
  const { Version, Components } = await docker.version();
  const isPodman = JSON.stringify(Components ?? []).includes('Podman');
  return !isPodman && Number.parseInt(Version, 10) >= firstWithBuildKit ? '2' : '1';
}

/**
 * Builds an image and tells what the builder says.
 * @throws EngineError `image-build-failed`, `cancelled`; else what the connection throws
 */
export async function buildImage(
  docker: Docker,
  builder: Builder,
  request: ImageBuild,
  onEvent: (event: BuildEvent) => void,
  signal: AbortSignal,
): Promise<BuiltImage> {
  const steps = createBuildSteps(onEvent);
  const classic = readClassicOutput(steps);
  const buildKit = readBuildKitOutput(steps);
  let id = '';
  let failure: string | null = null;

  function read(text: string): void {
    const line = lineSchema.safeParse(JSON.parse(text));
    if (!line.success) return;
    const { stream, aux, error } = line.data;
    if (line.data.id === 'moby.buildkit.trace' && typeof aux === 'string') buildKit.trace(aux);
    else if (typeof aux === 'object' && aux.ID !== undefined) id = aux.ID;
    if (stream !== undefined) classic.stream(stream);
    if (error !== undefined) failure = error;
  }
  const split = lineSplitter(longestLine, read);
  const answer = await dialStream(
    docker,
    {
      path: '/build?',
      method: 'POST',
      file: request.context,
      options: {
        t: request.reference,
        labels: JSON.stringify(request.labels),
        buildargs: JSON.stringify(request.buildArguments),
        nocache: request.fresh,
        rm: true,
        forcerm: true,
        version: builder,
      },
    },
    signal,
  );
  await readAll(answer, split, signal);
  classic.end();
  steps.end(failure !== null);
  if (failure !== null) {
    // Told as it is, so that the connection can say what to do about it.
    if (/no space left on device/i.test(failure)) throw new Error(failure);
    throw new EngineError('image-build-failed', undefined, { details: failure });
  }
  return {
    id: id === '' ? (await docker.getImage(request.reference).inspect()).Id : id,
    steps: classic.images(),
  };
}

/** @throws EngineError `cancelled` */
async function readAll(
  answer: Readable,
  split: (chunk: Buffer) => boolean,
  signal: AbortSignal,
): Promise<void> {
  try {
    for await (const chunk of answer) {
      const bytes: unknown = chunk;
      if (!(bytes instanceof Buffer)) continue;
      if (!split(bytes)) throw new Error('a line of the builder is too long');
    }
  } catch (cause) {
    if (signal.aborted) throw new EngineError('cancelled');
    throw cause;
  }
  if (signal.aborted) throw new EngineError('cancelled');
  // What comes last need not end with a line break.
  split(Buffer.from('\n'));
}
