import { Switch } from '@mantine/core';
import { useId, useState, type ReactNode } from 'react';
import { texts } from '../texts/index.ts';
import styles from './Charts.module.css';

/** What the parts of a chart mean; each has a pattern of its own besides its colour. */
interface ChartKey {
  kind: string;
  label: string;
}

interface ChartFigureProps {
  title: string;
  /** Beside the title: the whole, say. */
  note?: string;
  keys?: readonly ChartKey[];
  /** Heads of the columns of the table, the first one names a row. */
  heads: readonly string[];
  rows: readonly (readonly string[])[];
  children: ReactNode;
}

const noKeys: readonly ChartKey[] = [];

/** A chart with its title and the meaning of its parts; the same numbers as a table when that is wanted. */
export function ChartFigure({ title, note, keys = noKeys, heads, rows, children }: ChartFigureProps) {
  const [isTable, setTable] = useState(false);
  const id = useId();
  return (
    <figure className={styles.figure} aria-labelledby={id}>
      <figcaption className={styles.caption}>
        <h2 id={id} className={styles.title}>
          {title}
        </h2>
        {note !== undefined && <span className={styles.note}>{note}</span>}
        <ul className={styles.keys} aria-hidden>
          {keys.map(({ kind, label }) => (
            <li key={kind}>
              <span className={styles.sample} data-kind={kind} />
              {label}
            </li>
          ))}
        </ul>
        <Switch
          size="xs"
          label={texts.charts.asTable}
          title={texts.charts.asTableHelp}
          aria-label={texts.charts.tableOf(title)}
          checked={isTable}
          onChange={({ currentTarget }) => setTable(currentTarget.checked)}
        />
      </figcaption>
      {isTable ? (
        // Those without a pointer scroll it by its keys.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <section className={styles.scroll} tabIndex={0} aria-label={title}>
          <table className={styles.table} data-plain aria-labelledby={id}>
            <thead>
              <tr>
                {heads.map((head) => (
                  <th key={head} scope="col">
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(([name, ...cells]) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  {cells.map((cell, place) => (
                    <td key={heads[place + 1]}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ) : (
        children
      )}
    </figure>
  );
}
