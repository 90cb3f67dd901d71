import { useEffect, useState } from 'react';
import { texts } from '../texts/index.ts';
import styles from './MarkdownPreview.module.css';
import { imageTypeOf } from './kindOf.ts';
import { useFileBytes } from './useFileBytes.ts';

interface BesidePictureProps {
  address: string;
  path: string;
  /** What the text says of it. */
  alt: string;
}

/** A picture in a text, from a file beside it. Give it a `key` for each file. */
export function BesidePicture({ address, path, alt }: BesidePictureProps) {
  const file = useFileBytes(address);
  if (file.state === 'reading') return null;
  if (file.state === 'failed') return <MissingPicture alt={alt} href={path} />;
  return <Picture bytes={file.bytes} path={path} alt={alt} />;
}

function Picture({ bytes, path, alt }: { bytes: ArrayBuffer; path: string; alt: string }) {
  const [address] = useState(() => URL.createObjectURL(new Blob([bytes], { type: imageTypeOf(path) })));
  const [isBroken, setBroken] = useState(false);
  useEffect(() => () => URL.revokeObjectURL(address), [address]);
  if (isBroken) return <MissingPicture alt={alt} href={path} />;
  return <img src={address} alt={alt || path} onError={() => setBroken(true)} />;
}

/** What stands for a picture that is not shown. */
export function MissingPicture({ alt, href }: { alt: string; href: string }) {
  return <span className={styles.missing}>{texts.previews.pictureNotShown(alt, href)}</span>;
}
