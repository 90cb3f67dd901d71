import { useEffect, useRef, useState } from 'react';

/**
 * Hears files being dragged over the window and dropped on it. The page never opens what is dropped, whatever
 * becomes of it.
 * @returns whether files are over the window right now
 */
export function useFileDrop(onFiles: (files: File[]) => void): boolean {
  const [over, setOver] = useState(false);
  const latest = useRef(onFiles);

  useEffect(() => {
    latest.current = onFiles;
  });

  useEffect(() => {
    // Enter and leave are told for every element that is crossed: only their balance says whether files are here.
    let depth = 0;
    const ending = new AbortController();
    const hear = (type: 'dragenter' | 'dragover' | 'dragleave' | 'drop', react: (event: DragEvent) => void) =>
      window.addEventListener(
        type,
        (event) => {
          if (event.dataTransfer?.types.includes('Files') !== true) return;
          event.preventDefault();
          react(event);
        },
        { signal: ending.signal },
      );

    hear('dragenter', () => {
      depth += 1;
      setOver(true);
    });
    hear('dragover', (event) => {
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'copy';
    });
    hear('dragleave', () => {
      depth = Math.max(0, depth - 1);
      if (depth === 0) setOver(false);
    });
    hear('drop', (event) => {
      depth = 0;
      setOver(false);
      latest.current([...(event.dataTransfer?.files ?? [])]);
    });
    return () => ending.abort();
  }, []);

  return over;
}
