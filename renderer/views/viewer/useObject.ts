import { useEffect, useState } from 'react';
import type { ImagingModule } from '../../images/index.ts';
import type { ObjectFile } from '../../imaging/index.ts';
import { problemOf } from './problemOf.ts';
import type { ViewProblem } from './problemOf.ts';

interface ReadObject {
  file: ObjectFile | null;
  problem: ViewProblem | null;
}

/** The file of an object once it is read, as long as it is shown. One hook is for one object. */
export function useObject(imaging: ImagingModule, address: string): ReadObject {
  const [read, setRead] = useState<ReadObject>({ file: null, problem: null });
  useEffect(() => {
    let isLeft = false;
    let found: ObjectFile | null = null;
    imaging.readObjectFile(address).then(
      (file) => {
        found = file;
        if (isLeft) file.release();
        else setRead({ file, problem: null });
      },
      (cause: unknown) => {
        if (!isLeft) setRead({ file: null, problem: problemOf(cause) });
      },
    );
    return () => {
      isLeft = true;
      found?.release();
    };
  }, [imaging, address]);
  return read;
}
