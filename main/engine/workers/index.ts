/** Workers: folders from which images with Python environments are built. */
export type {
  BuildEvent,
  BuiltImage,
  ImageBuild,
  ImageBuilder,
  InstalledEnvironment,
  InstalledWorker,
  ShortRun,
} from './types.ts';
export { stageLabel, stepLabels } from './dockerfile/generate.ts';
export { forgetImages } from './store/forgetImages.ts';
export { createWorkers } from './workers.ts';
export type { Workers } from './workers.ts';
export { createWorkerFolder } from './draft/index.ts';
