import type { ShortcutId } from '../../contract/index.ts';
import { shortcutsOn } from '../../contract/index.ts';
import styles from './Keys.module.css';
import { keyWords } from './keyWords.ts';
import { platform } from './platform.ts';

/** The keys of a shortcut, as they are printed on the keyboard. */
export function Keys({ of }: { of: ShortcutId }) {
  const shortcut = shortcutsOn(platform).find(({ id }) => id === of);
  if (shortcut === undefined) return null;
  return (
    <span className={styles.keys}>
      {keyWords(shortcut, platform).map((key) => (
        <kbd key={key} className={styles.key}>
          {key}
        </kbd>
      ))}
    </span>
  );
}
