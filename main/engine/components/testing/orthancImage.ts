import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { orthancOptionsSchema } from '../../../../contract/index.ts';
import { createEventBus, silentLogger } from '../../context/index.ts';
import { createDocker } from '../../runtimes/index.ts';
import { ensureOrthancImage } from '../orthanc/image.ts';

/** The image that we build ourselves where no image of Orthanc can be pulled; Docker keeps it for later test runs. */
export async function builtOrthancImage(baseImage: string): Promise<string> {
  const home = mkdtempSync(path.join(os.tmpdir(), 'orthanc-image-'));
  const shared = createDocker({ home, events: createEventBus(), log: silentLogger });
  try {
    const { builder } = shared.imagesOf({ id: 'test', name: 'test' });
    const options = orthancOptionsSchema.parse({
      image: 'dcm-processor.invalid/orthanc:none',
      baseImage,
    });
    const images = { builder, repository: 'dcm-processor-test', labels: {} };

    const made = await ensureOrthancImage(images, options, {
      refresh: false,
      tell: () => undefined,
      signal: AbortSignal.timeout(240_000),
    });
    return made.reference;
  } finally {
    await shared.close();
    rmSync(home, { recursive: true, force: true });
  }
}
