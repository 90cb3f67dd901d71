import { useState } from 'react';
import { IconFile } from '../../icons/index.ts';
import { CodeBlock } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './FilesPreview.module.css';

interface FilesPreviewProps {
  files: readonly { path: string; text: string }[];
  /** Shown at first, where it is there. */
  first?: string;
}

/** Files that are about to be written, to be read before. */
export function FilesPreview({ files, first }: FilesPreviewProps) {
  const words = texts.drafting;
  const [chosen, setChosen] = useState(first);
  const shown = files.find(({ path }) => path === chosen) ?? files[0];
  if (shown === undefined) return null;
  return (
    <div className={styles.preview}>
      <fieldset className={styles.list} aria-label={words.files}>
        {files.map(({ path }) => (
          <button
            key={path}
            type="button"
            className={styles.file}
            aria-pressed={path === shown.path}
            title={path}
            onClick={() => setChosen(path)}
          >
            <IconFile size={14} aria-hidden />
            <span>{path}</span>
          </button>
        ))}
      </fieldset>
      <div className={styles.text}>
        <CodeBlock key={shown.path} text={shown.text} label={words.textOf(shown.path)} />
      </div>
    </div>
  );
}
