import type { Place } from './useTarget.ts';

/** Width of the card and its distance from all else, in pixels. */
export const cardWidth = 340;
const gap = 16;
/** As high as the card mostly is. */
const usualHeight = 300;

/** Where the card stands: beside what it is about where there is room, else in the corner of the window. */
export function cardPlace(
  target: Place | null,
  { width, height }: { width: number; height: number },
): { left: number; top: number } {
  const top = (wanted: number) => Math.max(gap, Math.min(wanted, height - usualHeight - gap));
  if (target !== null) {
    const right = target.left + target.width + gap;
    if (right + cardWidth + gap <= width) return { left: right, top: top(target.top) };
    const left = target.left - gap - cardWidth;
    if (left >= gap) return { left, top: top(target.top) };
    const below = target.top + target.height + gap;
    if (below + usualHeight + gap <= height)
      return { left: Math.max(gap, Math.min(target.left, width - cardWidth - gap)), top: below };
  }
  return { left: width - cardWidth - gap, top: top(height) };
}
