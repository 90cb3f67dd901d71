import { EngineError, toEngineError } from '../../../../contract/index.ts';
import type { OrthancOptions } from '../../../../contract/index.ts';
import { pack } from 'tar-stream';
import type { ComponentSurroundings } from '../types.ts';

/** The image that a container is made from. */
export interface ComponentImage {
  reference: string;
  id: string;
}

/** Builds an Orthanc from Debian's packages, for where no image of it can be had. */
function orthancDockerfile(baseImage: string): string {
  return `# Orthanc from Debian's packages
FROM ${baseImage}
USER root
RUN apt-get update \\
  && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends orthanc \\
  && rm -rf /var/lib/apt/lists/*
ENTRYPOINT ["/usr/sbin/Orthanc"]
`;
}

/** How images of an application are made and named. */
export type ApplicationImages = ComponentSurroundings['images'];

/** How the image is named that is built here. */
const builtReference = ({ repository }: ApplicationImages, baseImage: string) =>
  `${repository}/orthanc:${baseImage.replaceAll(/[^a-zA-Z0-9]+/g, '-').slice(-100)}`;

/** The image as it is on this machine; null where it is not. @throws EngineError of Docker */
export async function findOrthancImage(
  images: ApplicationImages,
  options: OrthancOptions,
): Promise<ComponentImage | null> {
  for (const reference of [options.image, builtReference(images, options.baseImage)]) {
    const found = await images.builder.inspect(reference);
    if (found !== null) return { reference, id: found.id };
  }
  return null;
}

/**
 * The image, pulled where it is not there, and built where it cannot be pulled.
 * @param refresh looks for a newer one, too
 * @throws EngineError of Docker, `image-build-failed`, `cancelled`
 */
export async function ensureOrthancImage(
  images: ApplicationImages,
  options: OrthancOptions,
  how: {
    refresh: boolean;
    tell: (text: string) => void;
    signal: AbortSignal;
  },
): Promise<ComponentImage> {
  const { refresh, tell, signal } = how;
  const there = await findOrthancImage(images, options);
  if (there !== null && !refresh) return there;
  let refused: EngineError;
  try {
    tell(`Pulling ${options.image}`);
    await images.builder.pull(options.image, tell, signal);
    const found = await findOrthancImage(images, options);
    if (found !== null) return found;
    refused = new EngineError('image-missing', `The image ${options.image} was pulled and is not there.`);
  } catch (cause) {
    refused = toEngineError(cause);
    if (signal.aborted || refused.code !== 'image-missing') throw cause;
  }
  // What was built before serves as well as what would be built now, unless somebody wants it fresh.
  if (there !== null && !refresh) return there;
  tell(`${options.image} cannot be pulled; building one from Debian's package`);
  return build(images, options, how, refused);
}

async function build(
  images: ApplicationImages,
  options: OrthancOptions,
  { refresh, tell, signal }: Parameters<typeof ensureOrthancImage>[2],
  refused: EngineError,
): Promise<ComponentImage> {
  const reference = builtReference(images, options.baseImage);
  const context = pack();
  context.entry({ name: 'Dockerfile' }, orthancDockerfile(options.baseImage));
  context.finalize();
  try {
    const { id } = await images.builder.build(
      { context, reference, labels: images.labels, buildArguments: {}, fresh: refresh },
      (event) => tell(event.text),
      signal,
    );
    return { reference, id };
  } catch (cause) {
    const failure = toEngineError(cause);
    if (failure.code !== 'image-build-failed' && failure.code !== 'image-missing') throw cause;
    throw new EngineError(
      failure.code,
      `Orthanc cannot be had: the image ${options.image} cannot be pulled, and none could be built on ${options.baseImage}.`,
      {
        advice:
          'Connect this machine to the network, or name an image that is on it with the options of Orthanc.',
        details: [refused.details ?? refused.message, failure.message, failure.details]
          .filter(Boolean)
          .join('\n\n'),
      },
    );
  }
}
