import {
  cache,
  Enums,
  getConfiguration,
  imageLoadPoolManager,
  init as startCore,
  RenderingEngine,
} from '@cornerstonejs/core';
import { init as startLoader, wadouri } from '@cornerstonejs/dicom-image-loader';
import { init as startTools } from '@cornerstonejs/tools';
import { forgetPainted } from './overlays/index.ts';
import { addViewerTools } from './tools.ts';
import { refuseEmptyImages } from './wholeImages.ts';

/** Decoded images that are kept at most while a viewer is open, in bytes. */
const shownCacheBytes = 512 * 1024 * 1024;
/** While the window is hidden. */
const hiddenCacheBytes = 64 * 1024 * 1024;
/** Decoding takes a core each; one is left to the page and the engine. */
const mostWorkers = 3;

/** Pictures side by side; each has a context of WebGL. */
const mostPanes = 2;

let engine: RenderingEngine | null = null;
let viewers = 0;

/** Starts what draws, once in the life of the page. Without WebGL it draws with the processor. */
export function startImaging(): void {
  if (engine !== null) return;
  // It says of the processor what the corner of the picture says too.
  startCore({ ...getConfiguration(), rendering: { webGlContextCount: mostPanes } });
  startTools();
  startLoader({
    maxWebWorkers: Math.max(1, Math.min(mostWorkers, navigator.hardwareConcurrency - 1)),
    // The other one reads every file whole, values that the viewer has no need of included, and stops at odd ones.
    useLegacyMetadataProvider: true,
  });
  refuseEmptyImages();
  addViewerTools();
  engine = new RenderingEngine('viewer');
  // Few at once: what a person looks at comes first, and files are read from a disk.
  imageLoadPoolManager.setMaxSimultaneousRequests(Enums.RequestType.Prefetch, 3);
  boundCache();
  document.addEventListener('visibilitychange', boundCache);
}

/** @throws Error before `startImaging` */
export function renderingEngine(): RenderingEngine {
  if (engine === null) throw new Error('Imaging was not started.');
  return engine;
}

/** A viewer is open until the returned function is called; with the last one goes what was kept of images. */
export function holdImages(): () => void {
  viewers += 1;
  boundCache();
  return () => {
    viewers -= 1;
    if (viewers === 0) {
      cache.purgeCache();
      wadouri.dataSetCacheManager.purge();
      forgetPainted();
    }
    boundCache();
  };
}

function boundCache(): void {
  const isSeen = viewers > 0 && document.visibilityState === 'visible';
  cache.setMaxCacheSize(isSeen ? shownCacheBytes : hiddenCacheBytes);
  cache.decacheIfNecessaryUntilBytesAvailable(0);
}
