// @vitest-environment happy-dom
import { render, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { VirtualTableRow } from './VirtualTableRow.tsx';

test('a cell is drawn again where its row or its column changed, and not because the list was read again', () => {
  const cell = vi.fn((row: { name: string }) => row.name);
  const table = (
    row: { name: string },
    columns: Parameters<typeof VirtualTableRow<{ name: string }>>[0]['columns'],
  ) => (
    <table>
      <tbody>
        <VirtualTableRow
          row={row}
          index={0}
          top={0}
          height={46}
          template={{}}
          columns={columns}
          href={undefined}
        />
      </tbody>
    </table>
  );
  const column = { id: 'name', header: 'Name', width: '1fr', cell };
  const row = { name: 'one' };
  const { rerender } = render(table(row, [column]));
  rerender(table(row, [{ ...column }]));
  expect(cell).toHaveBeenCalledTimes(1);
  rerender(table({ name: 'two' }, [column]));
  expect(screen.getByRole('cell').textContent).toBe('two');
  rerender(table({ name: 'two' }, [{ ...column, cell: ({ name }) => `${name}!` }]));
  expect(screen.getByRole('cell').textContent).toBe('two!');
});
