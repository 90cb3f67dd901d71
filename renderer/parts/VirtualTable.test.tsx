// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { EngineError } from '../../contract/index.ts';
import type { RouteOutput } from '../../contract/index.ts';
import { usePagedRoute } from '../engine/index.ts';
import { exampleTask, renderPage } from '../testing/index.ts';
import { VirtualTable } from './VirtualTable.tsx';

type TaskPage = RouteOutput<'tasks.list'>;

function List() {
  const list = usePagedRoute('tasks.list', { application: 'demo' });
  return (
    <>
      {/* A page without a layout has no rows in sight. */}
      <output>{list.rows.map(({ id }) => id).join()}</output>
      <VirtualTable
        label="Tasks"
        list={list}
        rowId={(task) => task.id}
        columns={[{ id: 'id', header: 'Task', width: '1fr', cell: (task) => task.id }]}
        empty={<p>Nothing</p>}
      />
    </>
  );
}

/** A list whose second page cannot be read while `broken`. */
function show(first: TaskPage['rows']) {
  const state = { broken: true, asked: 0 };
  const user = renderPage(<List />, {
    'tasks.list'({ cursor }) {
      if (cursor === undefined) return { rows: first, nextCursor: 'more', total: first.length + 1 };
      state.asked += 1;
      if (state.broken) throw new EngineError('internal');
      return { rows: [{ ...exampleTask, id: 'last' }], nextCursor: null, total: first.length + 1 };
    },
  });
  return { state, user };
}

test.each([
  ['rows', [{ ...exampleTask, id: 'first' }]],
  ['no rows yet', []],
])(
  'a next page that cannot be read is asked for once, told, and read when it is wanted: %s',
  async (_of, first) => {
    const { state, user } = show(first);
    const again = await screen.findByRole('button', { name: 'Try again' });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(state.asked).toBe(1);
    state.broken = false;
    await user.click(again);
    expect(await screen.findByText(/last$/)).toBeDefined();
    expect(state.asked).toBe(2);
    expect(screen.queryByRole('alert')).toBeNull();
  },
);
