import type { Column } from '../parts/index.ts';
import { texts } from '../texts/index.ts';
import { ChooseBox } from './ChooseBox.tsx';
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
      <ChooseBox id={idOf(row)} name={nameOf(row)} isChosen={chosen.has(idOf(row))} onSet={chosen.set} />
    ),
  };
}
