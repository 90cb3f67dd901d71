import {
  useEffect,
  useRef,
  useState,
  type DOMAttributes,
  type FocusEvent,
  type KeyboardEvent,
  type PointerEvent,
} from 'react';

/** Before a station explains itself, and before it stops to when the pointer leaves it, in ms. */
const [delay, patience] = [350, 250];

/** A station that is pointed at, and where it is in the picture. */
export interface Hovered {
  id: string;
  left: number;
  top: number;
  width: number;
  height: number;
}

/** What the frame of the stations hears. */
type HoverHandlers = Required<
  Pick<
    DOMAttributes<HTMLElement>,
    'onPointerOver' | 'onPointerLeave' | 'onPointerDown' | 'onFocus' | 'onBlur' | 'onWheel' | 'onKeyDown'
  >
>;

/**
 * Which station is pointed at or has the focus, for the frame that they are in. What explains it may be pointed at as well
 * (`data-card`), and Escape ends it.
 */
export function useHovered(): { hovered: Hovered | null; handlers: HoverHandlers } {
  const [hovered, setHovered] = useState<Hovered | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  function later(next: Hovered | null, ms: number) {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setHovered(next), ms);
  }
  function find(target: EventTarget, frame: HTMLElement): Hovered | 'card' | null {
    if (!(target instanceof Element)) return null;
    if (target.closest('[data-card]') !== null) return 'card';
    const station = target.closest<HTMLElement>('[data-node]');
    const id = station?.dataset['node'];
    if (station === null || id === undefined) return null;
    const box = station.getBoundingClientRect();
    const outer = frame.getBoundingClientRect();
    const { width, height } = box;
    return { id, left: box.left - outer.left, top: box.top - outer.top, width, height };
  }
  function follow(target: EventTarget, frame: HTMLElement) {
    const found = find(target, frame);
    if (found === 'card') clearTimeout(timer.current);
    else later(found, found === null ? patience : delay);
  }

  return {
    hovered,
    handlers: {
      onPointerOver: ({ target, currentTarget }: PointerEvent<HTMLElement>) => follow(target, currentTarget),
      onPointerLeave: () => later(null, patience),
      onPointerDown: ({ target, currentTarget }: PointerEvent<HTMLElement>) => {
        if (find(target, currentTarget) !== 'card') later(null, 0);
      },
      onFocus: ({ target, currentTarget }: FocusEvent<HTMLElement>) => follow(target, currentTarget),
      onBlur: () => later(null, patience),
      onWheel: () => later(null, 0),
      onKeyDown: ({ key }: KeyboardEvent<HTMLElement>) => {
        if (key === 'Escape') later(null, 0);
      },
    },
  };
}
