import { Slider } from '@mantine/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import { ListSkeleton } from '../parts/index.ts';
import { texts } from '../texts/index.ts';
import styles from './FilePreview.module.css';
import {
  cutPlane,
  greyRange,
  planesOf,
  sizeInPatient,
  type PlaneLayout,
  type Volume,
} from './niftiPlanes.ts';
import { patientAxes } from './patientAxes.ts';

const words = texts.previews;
const names = ['axial', 'coronal', 'sagittal'] as const;

interface ReadVolume {
  volume: Volume;
  spacing: readonly [number, number, number];
  planes: NonNullable<ReturnType<typeof planesOf>>;
  range: [number, number];
}

/** The middle of a volume in three planes, with a slider each; what reads it is loaded when there is one. */
export function NiftiPreview({ address }: { address: string }) {
  const [read, setRead] = useState<ReadVolume | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    let isLeft = false;
    readVolume(address).then(
      (volume) => {
        if (!isLeft) setRead(volume);
      },
      (cause: unknown) => {
        if (!isLeft) setProblem(cause instanceof Error ? cause.message : String(cause));
      },
    );
    return () => {
      isLeft = true;
    };
  }, [address]);
  if (problem !== null) return <p className={styles.note}>{words.failed(problem)}</p>;
  if (read === null) return <ListSkeleton rows={3} />;
  return (
    <>
      <div className={styles.planes}>
        {names.map((name) => (
          <Plane key={name} name={words.planes[name]} layout={read.planes[name]} read={read} />
        ))}
      </div>
      <p className={styles.note}>{words.volume(read.volume.size.join(' × '))}</p>
    </>
  );
}

async function readVolume(address: string): Promise<ReadVolume> {
  // The reader alone, without what lays results over images.
  const { readNifti } = await import('../imaging/overlays/nifti.ts');
  const { toVoxel, spacing, size, stored, slope } = await readNifti(address);
  const planes = planesOf(patientAxes(toVoxel));
  if (planes === null) throw new Error(words.noPlanes);
  const [low, high] = greyRange(stored);
  return { volume: { size, values: stored }, spacing, planes, range: slope < 0 ? [high, low] : [low, high] };
}

function Plane({ name, layout, read }: { name: string; layout: PlaneLayout; read: ReadVolume }) {
  const { volume, spacing, range } = read;
  const count = volume.size[layout.slice];
  const [index, setIndex] = useState(Math.floor((count - 1) / 2));
  const canvas = useRef<HTMLCanvasElement>(null);
  const plane = useMemo(() => cutPlane(volume, layout, index, range), [index, layout, range, volume]);
  useEffect(() => {
    const place = canvas.current;
    const context = place?.getContext('2d') ?? null;
    if (place === null || context === null) return;
    const size = sizeInPatient(plane, [spacing[layout.right], spacing[layout.down]]);
    Object.assign(place, size);
    const picture = context.createImageData(plane.width, plane.height);
    for (let at = 0; at < plane.grey.length; at += 1) {
      picture.data.fill(plane.grey[at] ?? 0, at * 4, at * 4 + 3);
      picture.data[at * 4 + 3] = 255;
    }
    const pixels = new OffscreenCanvas(plane.width, plane.height);
    pixels.getContext('2d')?.putImageData(picture, 0, 0);
    context.imageSmoothingEnabled = false;
    context.drawImage(pixels, 0, 0, size.width, size.height);
  }, [layout, plane, spacing]);
  const label = words.slice(name, index + 1, count);
  return (
    <figure className={styles.plane}>
      <div className={styles.cut}>
        {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- it is drawn, not loaded */}
        <canvas ref={canvas} role="img" aria-label={label} />
      </div>
      <Slider
        size="xs"
        min={0}
        max={Math.max(1, count - 1)}
        disabled={count < 2}
        value={index}
        label={null}
        thumbLabel={label}
        onChange={setIndex}
      />
      <figcaption>{label}</figcaption>
    </figure>
  );
}
