/** Workers: folders from which images with Python environments are built. */
export type {
  BuildEvent,
  ContainerMount,
  ImageBuild,
  ImageBuilder,
  ImageFacts,
  InstalledEnvironment,
  InstalledWorker,
  ListedImage,
  ShortRun,
} from './types.ts';
