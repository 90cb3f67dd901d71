import path from 'node:path';
import { identifiersOf } from './dicom/index.ts';
import { createOrthanc } from './components/index.ts';
import type { Components } from './components/index.ts';
import type { Archive } from './archive/index.ts';
import type { ApplicationContext } from './context/index.ts';
import type { Intake } from './intake/index.ts';
import type { Docker, NamedApplication } from './runtimes/index.ts';

/** Opens what runs beside an application in containers, with what it needs of the other rooms. */
export function openComponents(
  context: ApplicationContext,
  application: NamedApplication,
  rooms: { docker: Docker; archive: Archive; intake: Intake },
): Components {
  const { docker, archive, intake } = rooms;
  return createOrthanc(context, application, {
    docker,
    images: docker.imagesOf(application),
    fileOf(instance) {
      const { series, instance: id } = identifiersOf(instance);
      return path.join(context.folders.archive, series.slice(0, 2), series, `${id}.dcm`);
    },
    isArchived: (uid) => archive.lookUp([uid]).size > 0,
    takeResult: (body) => intake.takeResult(body, 'Orthanc of the application'),
  });
}
