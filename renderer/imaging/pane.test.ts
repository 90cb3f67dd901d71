// @vitest-environment happy-dom
import { expect, test, vi } from 'vitest';
import { openPane } from './pane.ts';

const viewport = vi.hoisted(() => ({
  setStack: vi.fn<() => Promise<void>>(),
  render: vi.fn<() => void>(),
}));
// Without a graphics card nothing can be drawn here.
vi.mock('./start.ts', () => ({
  renderingEngine: () => ({
    id: 'viewer',
    enableElement: vi.fn<() => void>(),
    disableElement: vi.fn<() => void>(),
    getViewport: () => viewport,
  }),
}));
vi.mock('./tools.ts', () => ({ giveTools: () => vi.fn<() => void>() }));

test('a stack that comes after its pane was closed is neither drawn nor told of', async () => {
  let arrive = (): void => undefined;
  viewport.setStack.mockReturnValue(
    new Promise((resolve) => {
      arrive = resolve;
    }),
  );
  const changed = vi.fn<() => void>();
  const pane = openPane('left', document.createElement('div'), changed);
  const shown = pane.show([{ address: 'a', SOPInstanceUID: '1', frame: 1, isMultiFrame: false }], 0);
  pane.close();
  arrive();
  await shown;
  expect(viewport.render).not.toHaveBeenCalled();
  expect(changed).not.toHaveBeenCalled();
});
