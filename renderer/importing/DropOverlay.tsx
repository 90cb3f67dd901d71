import { IconFileImport } from '../icons/index.ts';
import { useEngine, useRoute } from '../engine/index.ts';
import { notifyError } from '../parts/index.ts';
import { texts } from '../texts/index.ts';
import styles from './DropOverlay.module.css';
import { useFileDrop } from './useFileDrop.ts';

interface DropOverlayProps {
  application: string;
  onPaths: (paths: string[]) => void;
}

/** Takes what is dropped anywhere on the window, and says so while it is over it. */
export function DropOverlay({ application, onPaths }: DropOverlayProps) {
  const engine = useEngine();
  const name = useRoute('applications.get', { application }).data?.name ?? '';

  const over = useFileDrop((files) => {
    const paths = files.map((file) => engine.pathOfFile(file)).filter((path) => path !== '');
    if (paths.length > 0) onPaths(paths);
    else notifyError({ message: texts.imports.nothingDropped });
  });

  if (!over) return null;
  return (
    <output className={styles.overlay}>
      <div className={styles.target}>
        <IconFileImport size={44} stroke={1.4} aria-hidden />
        <p className={styles.title}>{texts.imports.dropTitle}</p>
        <p className={styles.text}>{texts.imports.dropText(name)}</p>
      </div>
    </output>
  );
}
