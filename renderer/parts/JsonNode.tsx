import { useState } from 'react';
import type { JsonValue } from '../../contract/index.ts';
import { shortened } from '../format/index.ts';
import { texts } from '../texts/index.ts';
import styles from './JsonTree.module.css';

interface JsonNodeProps {
  name?: string;
  value: JsonValue;
  depth: number;
}

/** Members shown at once: a result may be a list of a million numbers. */
const batch = 100;
/** Characters of one value that are shown. */
const mostCharacters = 4000;
/** Longer lists and objects are closed at first. */
const openedUpTo = 20;

/** One value of a JSON tree, with its members where it has some. */
export function JsonNode({ name, value, depth }: JsonNodeProps) {
  if (value === null || typeof value !== 'object' || Object.keys(value).length === 0) {
    return (
      <div className={styles.leaf}>
        <Name name={name} />
        <span className={styles.value} data-type={value === null ? 'null' : typeof value}>
          {shortened(JSON.stringify(value), mostCharacters)}
        </span>
      </div>
    );
  }
  return <JsonMembers name={name} value={value} depth={depth} />;
}

function JsonMembers({ name, value, depth }: { name?: string | undefined; value: object; depth: number }) {
  const [shown, setShown] = useState(batch);
  const list = Array.isArray(value);
  const members: [string, JsonValue][] = Object.entries(value);
  const [open, setOpen] = useState(depth === 0 || (depth === 1 && members.length <= openedUpTo));
  const count = list ? texts.jobRun.json.items(members.length) : texts.jobRun.json.fields(members.length);
  return (
    <details className={styles.branch} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <Name name={name} />
        <span className={styles.count}>
          {list ? '[ ]' : '{ }'} {count}
        </span>
      </summary>
      {open && (
        <div className={styles.members}>
          {members.slice(0, shown).map(([key, member]) => (
            <JsonNode key={key} name={key} value={member} depth={depth + 1} />
          ))}
          {members.length > shown && (
            <button type="button" className={styles.more} onClick={() => setShown(shown + batch * 10)}>
              {texts.jobRun.json.more(Math.min(batch * 10, members.length - shown))}
            </button>
          )}
        </div>
      )}
    </details>
  );
}

function Name({ name }: { name?: string | undefined }) {
  return name === undefined ? null : <span className={styles.name}>{name}: </span>;
}
