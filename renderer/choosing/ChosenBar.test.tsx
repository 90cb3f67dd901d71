// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { useState } from 'react';
import { expect, test } from 'vitest';
import { renderPage } from '../testing/index.ts';
import { ChosenBar } from './ChosenBar.tsx';
import { chosenColumn } from './chosenColumn.tsx';
import { useChosenRows } from './useChosenRows.ts';

const twoRows = ['a', 'b'];

/** A list of which two rows were read, and five match. */
function List({ rows = twoRows, total = 5 }: { rows?: string[]; total?: number | null }) {
  const [shown, setShown] = useState(rows);
  const chosen = useChosenRows({ shown });
  const { cell } = chosenColumn<string>(
    chosen,
    (row) => row,
    (row) => `row ${row}`,
  );
  return (
    <>
      <ChosenBar chosen={chosen} shown={shown} all={{ total, choose: chosen.chooseAll }}>
        <button type="button" disabled={!chosen.isAny}>
          Work
        </button>
      </ChosenBar>
      {shown.map((row) => (
        <div key={row}>{cell(row)}</div>
      ))}
      <button type="button" onClick={() => setShown([...rows, 'c'])}>
        Read more
      </button>
    </>
  );
}

const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name });
const boxes = () => screen.getAllByRole<HTMLInputElement>('checkbox').map(({ checked }) => checked);

test('rows are chosen one by one, all that are shown, all that match, and none', async () => {
  const user = renderPage(<List />);
  expect(screen.queryByRole('button', { name: 'All 5 that match' })).toBeNull();
  await user.click(screen.getByRole('checkbox', { name: 'Choose row b' }));
  expect(screen.getByRole('status').textContent).toBe('1 chosen');
  await user.click(button('Choose the 2 shown'));
  expect(boxes()).toEqual([true, true]);
  await user.click(button('All 5 that match'));
  expect(screen.getByRole('status').textContent).toBe('5 chosen');
  await user.click(button('Choose none'));
  expect(boxes()).toEqual([false, false]);
  expect(screen.getByRole('status').textContent).toBe('');
});

test('one that is taken out of all that match is the only one that is spared', async () => {
  const user = renderPage(<List />);
  await user.click(button('Choose the 2 shown'));
  await user.click(button('All 5 that match'));
  await user.click(screen.getByRole('checkbox', { name: 'Choose row a' }));
  expect(boxes()).toEqual([false, true]);
  expect(screen.getByRole('status').textContent).toBe('1 chosen');
});

test('the keys stay in the bar when a button goes away with what it did', async () => {
  const user = renderPage(<List />);
  await user.click(button('Choose the 2 shown'));
  expect(document.activeElement).toBe(button('Choose none'));
  await user.click(button('Read more'));
  await user.click(button('Choose the 3 shown'));
  expect(document.activeElement).toBe(button('Choose none'));
  await user.click(button('All 5 that match'));
  expect(document.activeElement).toBe(button('Choose none'));
});

test('all that match are not offered where all of them are chosen', async () => {
  const user = renderPage(<List total={2} />);
  await user.click(button('Choose the 2 shown'));
  expect(screen.queryByRole('button', { name: /that match$/ })).toBeNull();
});

test('all that match are offered where they were not counted', async () => {
  const user = renderPage(<List total={null} />);
  await user.click(button('Choose the 2 shown'));
  await user.click(button('All that match'));
  expect(screen.getByRole('status').textContent).toBe('All that match chosen');
});

test('where nothing was read nothing can be chosen', () => {
  renderPage(<List rows={[]} />);
  expect(button('Choose the 0 shown').disabled).toBe(true);
});
