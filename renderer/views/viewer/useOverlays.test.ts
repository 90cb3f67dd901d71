// @vitest-environment happy-dom
import { act, cleanup, renderHook, waitFor } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import type { ImagingModule } from '../../images/index.ts';
import type { Overlay } from '../../imaging/index.ts';
import { useOverlays } from './useOverlays.ts';

afterEach(cleanup);

const read = vi.fn(async (_address: string): Promise<Overlay> => ({ labels: [], layer: () => null }));
// What draws needs a browser; which overlays are chosen does not.
const imaging = { readNiftiOverlay: read } as Partial<ImagingModule> as ImagingModule;
const source = { address: 'a', kind: 'result', SOPInstanceUID: '' } as const;

test('an overlay is read once when it is chosen, stays when it is asked for again, and goes without being read', async () => {
  const { result } = renderHook(() => useOverlays(imaging));
  act(() => result.current.add(source));
  await waitFor(() => expect(result.current.shown.overlays).toHaveLength(1));
  act(() => result.current.add(source));
  expect(result.current.chosen).toHaveLength(1);
  act(() => result.current.remove('a'));
  expect(result.current.chosen).toEqual([]);
  expect(read).toHaveBeenCalledTimes(1);
  act(() => result.current.add(source));
  await waitFor(() => expect(result.current.shown.overlays).toHaveLength(1));
  expect(read).toHaveBeenCalledTimes(2);
});
