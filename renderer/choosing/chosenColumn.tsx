import { Checkbox } from '@mantine/core';
import type { Column } from '../parts/index.ts';
import { texts } from '../texts/index.ts';
import styles from './choosing.module.css';
import type { ChosenRows } from './useChosenRows.ts';

/** The column with the box by which a row is chosen; `x` on a row's link does the same. @param nameOf what it is, for those who hear it */
export function chosenColumn<Row>(
  chosen: Pick<ChosenRows, 'has' | 'set'>,
  idOf: (row: Row) => string,
  nameOf: (row: Row) => string,
): Column<Row> {
  return {
    id: 'chosen',
    header: texts.choosing.column,
    width: '18px',
    control: true,
    cell: (row) => (
      <Checkbox
        className={styles.box}
        size="xs"
        data-row-tick
        aria-label={texts.choosing.choose(nameOf(row))}
        checked={chosen.has(idOf(row))}
        onChange={({ currentTarget }) => chosen.set(idOf(row), currentTarget.checked)}
      />
    ),
  };
}
