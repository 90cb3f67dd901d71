import type { ReportItem } from '../../imaging/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './ReportPane.module.css';

/** A structured report as text: containers are headings of lists, everything else a name and its value. */
export function ReportPane({ report }: { report: ReportItem }) {
  return (
    // Long reports scroll, and are scrolled by keys.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className={styles.report} aria-label={texts.viewer.report} tabIndex={0}>
      <h2 className={styles.title}>{report.name || texts.viewer.report}</h2>
      <Items items={report.items} />
    </section>
  );
}

function Items({ items }: { items: readonly ReportItem[] }) {
  if (items.length === 0) return null;
  return (
    <ul className={styles.items}>
      {items.map((item, index) => (
        // Items have no names of their own, and never change their order.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={index}>
          <span className={styles.name}>{item.name}</span>
          {item.type !== 'CONTAINER' && (
            <span className={styles.value} data-empty={item.value === '' || undefined}>
              {item.value || texts.viewer.emptyItem}
            </span>
          )}
          <Items items={item.items} />
        </li>
      ))}
    </ul>
  );
}
