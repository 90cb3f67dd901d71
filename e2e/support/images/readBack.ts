import type { Page } from '@playwright/test';

/** Red, green and blue of a place in a picture, 0 to 255. */
export type Color = readonly [number, number, number];

/**
 * Reads what is really drawn in a pane, at places of the image: 0 to 1 from its left and its top. It is fitted into the
 * pane and square, so that its sides are those of the shorter side of the pane.
 * @param layer the image, or what lies over it
 */
export function readBack(
  page: Page,
  places: readonly (readonly [number, number])[],
  { pane = 'left', layer = 'image' }: { pane?: 'left' | 'right'; layer?: 'image' | 'overlay' } = {},
): Promise<Color[] | null> {
  const selector = layer === 'image' ? `[data-pane=${pane}] canvas` : `canvas[data-overlay=${pane}]`;
  return page.evaluate(
    ([find, at]) => {
      interface Context {
        drawImage(image: object, x: number, y: number): void;
        getImageData(x: number, y: number, width: number, height: number): { data: ArrayLike<number> };
      }
      interface Canvas {
        width: number;
        height: number;
        getContext(kind: '2d'): Context;
      }
      const { document, OffscreenCanvas } = globalThis as unknown as {
        document: { querySelector(selector: string): Canvas | null };
        OffscreenCanvas: new (width: number, height: number) => Canvas;
      };
      const canvas = document.querySelector(find);
      if (canvas === null || canvas.width === 0) return null;
      const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d');
      copy.drawImage(canvas, 0, 0);
      const size = Math.min(canvas.width, canvas.height);
      const [left, top] = [(canvas.width - size) / 2, (canvas.height - size) / 2];
      return at.map(([x, y]): [number, number, number] => {
        const { data } = copy.getImageData(Math.round(left + x * size), Math.round(top + y * size), 1, 1);
        return [data[0] ?? 0, data[1] ?? 0, data[2] ?? 0];
      });
    },
    [selector, places.map(([x, y]) => [x, y] as [number, number])] as const,
  );
}
