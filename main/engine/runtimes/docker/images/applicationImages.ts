import type { ImageBuilder } from '../../../workers/index.ts';
import { applicationLabels, applicationSlug } from '../containers/index.ts';
import type { NamedApplication } from '../containers/index.ts';
import { ownPrefix } from './ownImages.ts';

/** How the images of an application are made and named. */
export interface ApplicationImages {
  builder: ImageBuilder;
  /** Begins the names of all of them: `dcm-processor/head-ct-1a2b3c`. */
  repository: string;
  labels: Readonly<Record<string, string>>;
}

export function applicationImages(
  builder: ImageBuilder,
  home: string,
  application: NamedApplication,
): ApplicationImages {
  return {
    builder,
    repository: `${ownPrefix}${applicationSlug(application).replace(/^dcmp-/, '')}`,
    labels: applicationLabels(home, application),
  };
}
