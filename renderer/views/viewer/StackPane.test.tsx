// @vitest-environment happy-dom
import { screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { expect, test } from 'vitest';
import type { ImagingModule, Pane, PaneState, Picture } from '../../images/index.ts';
import { renderPage } from '../../testing/index.ts';
import { StackPane } from './StackPane.tsx';

const pictureOf = (uid: string): Picture => ({
  address: `archive://${uid}`,
  SOPInstanceUID: uid,
  frame: 1,
  isMultiFrame: false,
});

/** What draws, as far as a stack asks for it: it needs a browser. */
function imagingOf(shown: unknown[]) {
  let state: PaneState | null = null;
  const openPane = (id: string, _element: HTMLDivElement, changed: () => void) => {
    const pane: Partial<Pane> = {
      id,
      state: () => state,
      placing: () => null,
      close: () => undefined,
      async show(pictures, index, keepsView) {
        shown.push([pictures.map(({ SOPInstanceUID }) => SOPInstanceUID).join(''), index, keepsView]);
        state = {
          index,
          count: pictures.length,
          window: null,
          zoom: 1,
          rotation: 0,
          isInverted: false,
          position: null,
          isSoftware: false,
          problem: null,
        };
        changed();
      },
    };
    return pane as Pane;
  };
  return { openPane, drawOverlay: () => 0 } as Partial<ImagingModule> as ImagingModule;
}

test('who looks at an image goes on looking at it while images come and go, as it was looked at', async () => {
  const shown: unknown[] = [];
  const imaging = imagingOf(shown);
  const given = {
    imaging,
    id: 'left',
    rate: 10,
    target: null,
    overlays: { overlays: [], opacity: 1 },
    cornerLines: { topLeft: ['Anna', 'Anna'], topRight: [] },
    onCommands: () => undefined,
  };
  function Growing() {
    const [pictures, setPictures] = useState(() => 'abc'.split('').map(pictureOf));
    const change = (next: string) => setPictures(next.split('').map(pictureOf));
    return (
      <>
        <button type="button" onClick={() => change('xabcyz')}>
          more
        </button>
        <button type="button" onClick={() => change('xyz')}>
          fewer
        </button>
        <StackPane {...given} pictures={pictures} />
      </>
    );
  }
  const user = renderPage(<Growing />);
  await waitFor(() => expect(shown).toEqual([['abc', 1, false]]));
  expect(await screen.findAllByText('Anna')).toHaveLength(2);
  await user.click(screen.getByText('more'));
  expect(shown[1]).toEqual(['xabcyz', 2, true]);
  await user.click(screen.getByText('fewer'));
  expect(shown[2]).toEqual(['xyz', 1, false]);
});
