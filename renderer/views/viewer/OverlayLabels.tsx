import { texts } from '../../texts/index.ts';
import type { ChosenOverlay } from './useOverlays.ts';
import styles from './OverlayMenu.module.css';

interface OverlayLabelsProps {
  chosen: ChosenOverlay;
  onToggle: (address: string, value: number) => void;
}

/** The labels of an overlay with their colours; each can be hidden. */
export function OverlayLabels({ chosen: { address, overlay, hidden }, onToggle }: OverlayLabelsProps) {
  return (
    <ul className={styles.labels}>
      {overlay?.labels.map(({ value, name, color }) => (
        <li key={value}>
          <label className={styles.label}>
            <input type="checkbox" checked={!hidden.has(value)} onChange={() => onToggle(address, value)} />
            <span className={styles.color} style={{ background: `rgb(${color.join(' ')})` }} />
            {texts.viewer.label(value, name)}
          </label>
        </li>
      ))}
    </ul>
  );
}
