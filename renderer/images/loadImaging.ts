import type * as Imaging from '../imaging/index.ts';

/** What draws medical images. */
export type ImagingModule = typeof Imaging;

let loading: Promise<ImagingModule> | null = null;

/** Loads what draws images and starts it; where that fails, it is tried again when it is wanted again. */
export function loadImaging(): Promise<ImagingModule> {
  loading ??= import('../imaging/index.ts')
    .then((imaging) => {
      imaging.startImaging();
      return imaging;
    })
    .catch((cause: unknown) => {
      loading = null;
      throw cause;
    });
  return loading;
}
