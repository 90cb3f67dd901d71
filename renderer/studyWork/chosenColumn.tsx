import { Checkbox } from '@mantine/core';
import type { Column } from '../parts/index.ts';
import { texts } from '../texts/index.ts';
import styles from './studyWork.module.css';
import type { Marked } from './useMarked.ts';

/** The column with the box by which a row is chosen; `x` on a row's link does the same. @param name what it is, for those who hear it */
export function chosenColumn<Row>(
  marked: Pick<Marked, 'has' | 'mark'>,
  idOf: (row: Row) => string,
  name: (row: Row) => string,
): Column<Row> {
  const words = texts.studyWork;
  return {
    id: 'chosen',
    header: words.columnChosen,
    width: '18px',
    control: true,
    cell: (row) => (
      <Checkbox
        className={styles.box}
        size="xs"
        data-row-tick
        aria-label={words.choose(name(row))}
        checked={marked.has(idOf(row))}
        onChange={({ currentTarget }) => marked.mark(idOf(row), currentTarget.checked)}
      />
    ),
  };
}
