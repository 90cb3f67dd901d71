import { Checkbox } from '@mantine/core';
import type { Column } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import type { Chosen } from './useChosen.ts';

/** The column of ticks; `x` on a row's link does the same. */
export function tickColumn<Row extends { id: string }>(
  chosen: Chosen,
  nameOf: (row: Row) => string,
): Column<Row> {
  return {
    id: 'tick',
    header: texts.runs.columnTick,
    width: '20px',
    control: true,
    cell: (row) => (
      <Checkbox
        size="xs"
        data-row-tick
        aria-label={texts.runs.tick(nameOf(row))}
        checked={chosen.has(row.id)}
        onChange={() => chosen.toggle(row.id)}
      />
    ),
  };
}
