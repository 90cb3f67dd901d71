import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { sync as writeFileAtomicSync } from 'write-file-atomic';
import { z } from 'zod';
import { languageChoiceSchema } from '../../contract/index.ts';

/** A place on the screens, in device-independent pixels. */
export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

const whole = z.number().int();

const windowStateSchema = z.object({
  /** Place and size while not maximized; absent before the first close. */
  bounds: z.object({ x: whole, y: whole, width: whole, height: whole }).nullable(),
  maximized: z.boolean(),
  /** Colours that the page shows. */
  scheme: z.enum(['light', 'dark', 'auto']),
  /** Language of the program. */
  language: languageChoiceSchema.default('system'),
});

/** What the window takes over from its last time. */
export type WindowState = z.infer<typeof windowStateSchema>;

export const smallestSize = { width: 1000, height: 640 };
const usualSize = { width: 1280, height: 800 };
/** So much of a window must be on a screen for a person to get hold of it. */
const graspable = { width: 120, height: 60 };

/** The state kept in a file; the usual one where there is none or it cannot be read. */
export function readWindowState(file: string): WindowState {
  try {
    return windowStateSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // First start, or a file of another version: a window where it usually is harms nobody.
    return { bounds: null, maximized: false, scheme: 'auto', language: 'system' };
  }
}

export function writeWindowState(file: string, state: WindowState): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileAtomicSync(file, `${JSON.stringify(state)}\n`);
}

/**
 * Where the window opens: where it was, if that is still on a screen, else in the middle of the first one; never larger
 * than its screen.
 * @param screens work areas, the main screen first
 */
export function placeWindow(bounds: Rectangle | null, screens: readonly Rectangle[]): Rectangle {
  const kept = bounds && screens.find((screen) => overlaps(bounds, screen));
  if (bounds && kept) return { ...bounds, ...clampSize(bounds, kept) };
  const [screen = { x: 0, y: 0, ...usualSize }] = screens;
  const size = clampSize(bounds ?? usualSize, screen);
  return {
    x: screen.x + Math.round((screen.width - size.width) / 2),
    y: screen.y + Math.round((screen.height - size.height) / 2),
    ...size,
  };
}

function overlaps(bounds: Rectangle, screen: Rectangle): boolean {
  const width = Math.min(bounds.x + bounds.width, screen.x + screen.width) - Math.max(bounds.x, screen.x);
  const height = Math.min(bounds.y + bounds.height, screen.y + screen.height) - Math.max(bounds.y, screen.y);
  // The title bar is what a window is moved by.
  return width >= graspable.width && height >= graspable.height && bounds.y >= screen.y;
}

function clampSize(size: { width: number; height: number }, screen: Rectangle) {
  const side = (wanted: number, smallest: number, largest: number) =>
    Math.min(Math.max(wanted, smallest), Math.max(largest, 1));
  return {
    width: side(size.width, smallestSize.width, screen.width),
    height: side(size.height, smallestSize.height, screen.height),
  };
}
