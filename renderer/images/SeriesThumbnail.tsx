import { useEffect, useRef, useState } from 'react';
import { EngineError } from '../../contract/index.ts';
import { isPassing, useEngine } from '../engine/index.ts';
import { IconFileOff, IconPhoto } from '../icons/index.ts';
import { useApplicationId } from '../navigation/index.ts';
import { texts } from '../texts/index.ts';
import { knownThumbnail, makeSeriesThumbnail } from './thumbnailCache.ts';
import type { Thumbnail } from './thumbnailCache.ts';
import styles from './SeriesThumbnail.module.css';

/** Time after which one that could not be made is tried again, in milliseconds. */
const againMs = 5000;

interface SeriesThumbnailProps {
  series: string;
  /** How many instances it has: a series that grows gets another picture. */
  instanceCount: number;
  /** In pixels; 40 where it is not said. */
  size?: number;
}

/**
 * A small picture of a series, made when it comes into view and kept in memory. It is an ornament: who shows it says in
 * words what the series is.
 */
export function SeriesThumbnail({ series, instanceCount, size = 40 }: SeriesThumbnailProps) {
  const engine = useEngine();
  const application = useApplicationId();
  const place = useRef<HTMLSpanElement>(null);
  const key = `${application}/${series}/${instanceCount}`;
  const [made, setMade] = useState<{ key: string; thumbnail: Thumbnail } | null>(null);
  const thumbnail = made?.key === key ? made.thumbnail : knownThumbnail(key);

  useEffect(() => {
    if (knownThumbnail(key) !== undefined || place.current === null) return undefined;
    const { current } = place;
    const left = new AbortController();
    let again: ReturnType<typeof setTimeout> | undefined;
    const watch = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting !== true) return;
      watch.disconnect();
      makeSeriesThumbnail(key, { application, series }, engine, left.signal).then(
        (found) => {
          if (!left.signal.aborted) setMade({ key, thumbnail: found });
        },
        (cause: unknown) => {
          if (left.signal.aborted) return;
          // What the engine refuses it would refuse again; it is asked once more where the series is shown anew.
          if (cause instanceof EngineError && !isPassing(cause))
            setMade({ key, thumbnail: { is: 'failed', cause: cause.message } });
          else again = setTimeout(() => watch.observe(current), againMs);
        },
      );
    });
    watch.observe(current);
    return () => {
      left.abort();
      clearTimeout(again);
      watch.disconnect();
    };
  }, [key, application, series, engine]);

  return (
    <span
      ref={place}
      className={styles.place}
      style={{ width: size, height: size }}
      data-thumbnail={thumbnail?.is ?? 'waiting'}
      title={thumbnail?.is === 'failed' ? texts.viewer.thumbnailFailed : undefined}
    >
      {thumbnail?.is === 'picture' ? (
        <img className={styles.picture} src={thumbnail.url} alt="" draggable={false} />
      ) : thumbnail === undefined ? (
        <IconPhoto className={styles.icon} size={size / 2.5} aria-hidden />
      ) : (
        <IconFileOff className={styles.icon} size={size / 2.5} aria-hidden />
      )}
    </span>
  );
}
