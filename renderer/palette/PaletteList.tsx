/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a list that is chosen from in a field above it has no element of its own */
import { ariaKeys, Keys, platform } from '../shortcuts/index.ts';
import { shortcutsOn } from '../../contract/index.ts';
import type { ShortcutId } from '../../contract/index.ts';
import { texts } from '../texts/index.ts';
import type { Entry } from './entry.ts';
import type { Found } from './matching.ts';
import styles from './PaletteList.module.css';

interface PaletteListProps {
  /** What the ids of the list and of its options begin with. */
  id: string;
  found: readonly Found[];
  /** Which entry is chosen, from 0 over all headings. */
  at: number;
  onPoint: (place: number) => void;
  onChosen: (entry: Entry) => void;
}

/** What was found, under headings. The focus stays in the field above. */
export function PaletteList({ id, found, at, onPoint, onChosen }: PaletteListProps) {
  const words = texts.palette;
  const places = new Map(found.flatMap(({ entries }) => entries).map((entry, place) => [entry.id, place]));
  return (
    <div role="listbox" className={styles.list} id={`${id}-list`} aria-label={words.results}>
      {found.map(({ group, entries }) => (
        <div key={group} role="group" aria-labelledby={`${id}-${group}`}>
          <div className={styles.heading} id={`${id}-${group}`} role="presentation">
            {words.groups[group]}
          </div>
          {entries.map((entry) => {
            const place = places.get(entry.id) ?? 0;
            return (
              // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the keys are heard by the field, which keeps the focus
              <div
                key={entry.id}
                role="option"
                id={`${id}-${place}`}
                className={styles.entry}
                aria-selected={place === at}
                aria-keyshortcuts={entry.shortcut === undefined ? undefined : ariaOf(entry.shortcut)}
                onPointerMove={() => onPoint(place)}
                onClick={() => onChosen(entry)}
              >
                <entry.icon size={16} stroke={1.7} aria-hidden />
                <span className={styles.label}>{entry.label}</span>
                {entry.hint !== undefined && <span className={styles.hint}>{entry.hint}</span>}
                {entry.shortcut !== undefined && <Keys of={entry.shortcut} />}
              </div>
            );
          })}
        </div>
      ))}
    </div>
  );
}

function ariaOf(id: ShortcutId): string | undefined {
  const shortcut = shortcutsOn(platform).find((one) => one.id === id);
  return shortcut && ariaKeys(shortcut, platform);
}
