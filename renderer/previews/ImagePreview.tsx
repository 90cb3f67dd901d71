import { useEffect, useState } from 'react';
import { texts } from '../texts/index.ts';
import styles from './FilePreview.module.css';
import { imageTypeOf } from './kindOf.ts';

/** A picture; an SVG is a picture as well, so that nothing in it runs. Give it a `key` for each file. */
export function ImagePreview({ bytes, path }: { bytes: ArrayBuffer; path: string }) {
  const [address] = useState(() => URL.createObjectURL(new Blob([bytes], { type: imageTypeOf(path) })));
  const [isBroken, setBroken] = useState(false);
  useEffect(() => () => URL.revokeObjectURL(address), [address]);
  if (isBroken) return <p className={styles.note}>{texts.previews.noPicture}</p>;
  return (
    <div className={styles.picture}>
      <img src={address} alt={path} onError={() => setBroken(true)} />
    </div>
  );
}
