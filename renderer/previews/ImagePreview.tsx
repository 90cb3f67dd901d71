import { useEffect, useState } from 'react';
import { texts } from '../texts/index.ts';
import styles from './FilePreview.module.css';
import { imageTypeOf } from './kindOf.ts';

/** A picture; an SVG is a picture as well, so that nothing in it runs. */
export function ImagePreview({ bytes, path }: { bytes: ArrayBuffer; path: string }) {
  const [address, setAddress] = useState<string | null>(null);
  const [isBroken, setBroken] = useState(false);
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([bytes], { type: imageTypeOf(path) }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [bytes, path]);
  if (isBroken) return <p className={styles.note}>{texts.previews.noPicture}</p>;
  return (
    <div className={styles.picture}>
      {address !== null && <img src={address} alt={path} onError={() => setBroken(true)} />}
    </div>
  );
}
