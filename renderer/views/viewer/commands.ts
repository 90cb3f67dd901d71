import type { Pane, PaneState } from '../../images/index.ts';
import type { PrimaryTool, GreyWindow } from '../../imaging/index.ts';
import type { texts } from '../../texts/index.ts';

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

/** Keys of the viewer, as its list tells them. */
interface ListedKeys {
  /** Name of their words. */
  name: keyof typeof texts.viewer.keyList;
  held?: 'Ctrl' | 'Shift';
  /** As a key event names them. */
  keys: readonly string[];
}

export const keyList: readonly ListedKeys[] = [
  { name: 'scroll', keys: ['ArrowUp', 'ArrowDown'] },
  { name: 'scrollFar', keys: ['PageUp', 'PageDown'] },
  { name: 'ends', keys: ['Home', 'End'] },
  { name: 'window', held: 'Ctrl', keys: ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'] },
  { name: 'presets', keys: presetNames.map((_name, index) => `${index + 1}`) },
  { name: 'zoom', keys: ['+', '-'] },
  { name: 'pan', held: 'Shift', keys: ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'] },
  { name: 'tools', keys: Object.keys(toolKeys).map((key) => key.toUpperCase()) },
  { name: 'remove', keys: ['Delete'] },
  { name: 'rotate', keys: ['R'] },
  { name: 'flip', keys: ['H', 'V'] },
  { name: 'invert', keys: ['I'] },
  { name: 'reset', keys: ['0'] },
  { name: 'play', keys: [' '] },
  { name: 'other', keys: ['O'] },
  { name: 'twoPanes', keys: ['T'] },
];
