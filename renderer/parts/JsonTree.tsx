import type { JsonValue } from '../../contract/index.ts';
import { CopyButton } from './CopyButton.tsx';
import { JsonNode } from './JsonNode.tsx';
import styles from './JsonTree.module.css';

/** A JSON value to be looked through: objects and lists open and close. `label` names it aloud. */
export function JsonTree({ value, label }: { value: JsonValue; label: string }) {
  return (
    <div className={styles.frame}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/prefer-tag-over-role -- what scrolls must be reachable by keyboard, and is no landmark */}
      <div className={styles.tree} tabIndex={0} role="group" aria-label={label}>
        <JsonNode value={value} depth={0} />
      </div>
      <span className={styles.copy}>
        <CopyButton text={() => JSON.stringify(value, null, 2)} />
      </span>
    </div>
  );
}
