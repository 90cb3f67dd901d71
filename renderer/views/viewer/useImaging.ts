import { useEffect, useState } from 'react';
import { loadImaging } from '../../images/index.ts';
import type { ImagingModule } from '../../images/index.ts';

/** What draws images, once it is loaded, as long as the caller is shown; `failed` where it cannot be loaded. */
export function useImaging(): { imaging: ImagingModule | null; failed: unknown } {
  const [imaging, setImaging] = useState<ImagingModule | null>(null);
  const [failed, setFailed] = useState<unknown>(null);
  useEffect(() => {
    let isLeft = false;
    let letGo: (() => void) | null = null;
    loadImaging().then((loaded) => {
      if (isLeft) return;
      letGo = loaded.holdImages();
      setImaging(loaded);
    }, setFailed);
    return () => {
      isLeft = true;
      letGo?.();
    };
  }, []);
  return { imaging, failed };
}
