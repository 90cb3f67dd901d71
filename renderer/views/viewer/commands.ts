import type { Pane, PaneState } from '../../images/index.ts';
import type { PrimaryTool, GreyWindow } from '../../imaging/index.ts';

/** A window that can be chosen by name. */
export const presetNames = ['softTissue', 'lung', 'bone', 'brain', 'header', 'auto'] as const;
export type PresetName = (typeof presetNames)[number];

/** What keys and buttons do with the pane that they are for. */
export interface PaneCommands {
  pane: Pane;
  state: () => PaneState | null;
  togglePlay: () => void;
}

/** What keys do with the viewer itself. */
export interface ViewerCommands {
  takeTool: (tool: PrimaryTool) => void;
  applyPreset: (name: PresetName) => void;
  otherPane: () => void;
  togglePanes: () => void;
  /** Removes the measurement that was drawn or touched last. */
  removeSelected: () => void;
}

const toolKeys: Readonly<Record<string, PrimaryTool>> = {
  w: 'window',
  p: 'pan',
  z: 'zoom',
  s: 'scroll',
  l: 'length',
  a: 'angle',
  e: 'ellipse',
};

/** One step of a window by key, as a share of its width. */
const windowStep = 0.1;
const panStep = 20;
const zoomStep = 1.25;
const farStep = 10;

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** Does what a key means in a pane; false where it means nothing there. */
export function pressKey(
  pressed: Pressed,
  { pane, state, togglePlay }: PaneCommands,
  viewer: ViewerCommands,
): boolean {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = pressed;
  const now = state();
  if (metaKey || altKey || now === null) return false;
  const move = arrow(key);
  if (ctrlKey) {
    if (move === null || now.window === null) return false;
    pane.setWindow(moved(now.window, move));
    return true;
  }
  if (move !== null) {
    if (shiftKey) pane.panBy(move.x * panStep, move.y * panStep);
    else pane.scrollTo(now.index + move.x + move.y);
    return true;
  }
  const name = key.toLowerCase();
  const tool = toolKeys[name];
  if (tool !== undefined) {
    viewer.takeTool(tool);
    return true;
  }
  const preset = presetNames[Number(key) - 1];
  if (preset !== undefined) {
    viewer.applyPreset(preset);
    return true;
  }
  const simple: Record<string, () => void> = {
    pageup: () => pane.scrollTo(now.index - farStep),
    pagedown: () => pane.scrollTo(now.index + farStep),
    home: () => pane.scrollTo(0),
    end: () => pane.scrollTo(now.count - 1),
    '+': () => pane.zoomBy(zoomStep),
    '=': () => pane.zoomBy(zoomStep),
    '-': () => pane.zoomBy(1 / zoomStep),
    r: () => pane.rotateBy(90),
    h: () => pane.flip('horizontal'),
    v: () => pane.flip('vertical'),
    i: () => pane.invert(),
    '0': () => pane.reset(),
    ' ': togglePlay,
    o: viewer.otherPane,
    t: viewer.togglePanes,
    delete: viewer.removeSelected,
  };
  const act = simple[name];
  act?.();
  return act !== undefined;
}

function arrow(key: string): { x: number; y: number } | null {
  const moves: Record<string, { x: number; y: number }> = {
    ArrowLeft: { x: -1, y: 0 },
    ArrowRight: { x: 1, y: 0 },
    ArrowUp: { x: 0, y: -1 },
    ArrowDown: { x: 0, y: 1 },
  };
  return moves[key] ?? null;
}

/** Left and right make a window narrower and wider, up and down the picture brighter and darker. */
function moved({ center, width }: GreyWindow, { x, y }: { x: number; y: number }): GreyWindow {
  return {
    center: center + y * width * windowStep,
    width: Math.max(1, width * (1 + x * windowStep)),
  };
}

/** Keys of the viewer as its list shows them, by the name of their words. */
export const keyList = {
  scroll: ['↑ ↓'],
  scrollFar: ['Page Up', 'Page Down'],
  ends: ['Home', 'End'],
  window: ['Ctrl + arrows'],
  presets: ['1 … 6'],
  zoom: ['+', '−'],
  pan: ['Shift + arrows'],
  tools: ['W', 'P', 'Z', 'S', 'L', 'A', 'E'],
  remove: ['Delete'],
  rotate: ['R'],
  flip: ['H', 'V'],
  invert: ['I'],
  reset: ['0'],
  play: ['Space'],
  other: ['O'],
  twoPanes: ['T'],
} as const;
