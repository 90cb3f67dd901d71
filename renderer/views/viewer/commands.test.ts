import { expect, test } from 'vitest';
import type { Pane, PaneState } from '../../images/index.ts';
import { isPressed, shortcutsOn } from '../../../contract/index.ts';
import { keyList, pressKey } from './commands.ts';

const shown: PaneState = {
  index: 5,
  count: 9,
  window: { center: 40, width: 400 },
  zoom: 1,
  rotation: 0,
  isInverted: false,
  position: null,
  isSoftware: false,
  problem: null,
};

/** What a key did, by name and value. */
function press(
  key: string,
  held: { ctrlKey?: boolean; shiftKey?: boolean; altKey?: boolean } = {},
): unknown[] {
  const done: unknown[] = [];
  const note =
    (name: string) =>
    (...values: unknown[]) =>
      void done.push(name, ...values);
  const pane: Pane = {
    id: 'left',
    state: () => shown,
    placing: () => null,
    show: async () => undefined,
    scrollTo: note('scrollTo'),
    setWindow: note('setWindow'),
    zoomBy: note('zoomBy'),
    panBy: note('panBy'),
    rotateBy: note('rotateBy'),
    flip: note('flip'),
    invert: note('invert'),
    reset: note('reset'),
    close: note('close'),
  };
  const viewer = {
    takeTool: note('takeTool'),
    applyPreset: note('applyPreset'),
    otherPane: note('otherPane'),
    togglePanes: note('togglePanes'),
    removeSelected: note('removeSelected'),
  };
  const event = { key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held };
  const isDone = pressKey(event, { pane, state: () => shown, togglePlay: note('togglePlay') }, viewer);
  return isDone ? done : ['nothing', ...done];
}

test.each([
  ['ArrowDown', {}, ['scrollTo', 6]],
  ['PageUp', {}, ['scrollTo', -5]],
  ['End', {}, ['scrollTo', 8]],
  ['ArrowLeft', { shiftKey: true }, ['panBy', -20, 0]],
  ['ArrowRight', { ctrlKey: true }, ['setWindow', { center: 40, width: 440.00000000000006 }]],
  ['ArrowUp', { ctrlKey: true }, ['setWindow', { center: 0, width: 400 }]],
  ['L', {}, ['takeTool', 'length']],
  ['2', {}, ['applyPreset', 'lung']],
  ['6', {}, ['applyPreset', 'auto']],
  [' ', {}, ['togglePlay']],
  ['0', {}, ['reset']],
] as const)('%s %j does %j', (key, held, wanted) => expect(press(key, held)).toEqual(wanted));

test.each([
  ['k', { ctrlKey: true }],
  ['ArrowLeft', { altKey: true }],
  ['7', {}],
  ['Enter', {}],
])('%s %j is left to the window', (key, held) => expect(press(key, held)).toEqual(['nothing']));

const held = { Ctrl: { ctrlKey: true }, Shift: { shiftKey: true } };

test.each(keyList)('the listed keys $held $keys do something, and none of the window does', (listed) => {
  for (const key of listed.keys) {
    const more = listed.held === undefined ? {} : held[listed.held];
    expect([key, press(key, more)[0]]).not.toEqual([key, 'nothing']);
    const pressed = {
      code: '',
      ctrlKey: false,
      metaKey: false,
      altKey: false,
      shiftKey: false,
      key,
      ...more,
    };
    const taken = shortcutsOn('linux').filter(
      (one) => one.scope !== 'here' && isPressed(one, pressed, 'linux'),
    );
    expect([key, ...taken]).toEqual([key]);
  }
});

test('every key that does something is listed', () => {
  const signs = Array.from({ length: 94 }, (_, index) => String.fromCharCode(33 + index));
  const names = [
    'ArrowUp',
    'ArrowDown',
    'PageUp',
    'PageDown',
    'Home',
    'End',
    'Delete',
    'Enter',
    'Escape',
    'Tab',
    ' ',
  ];
  const listed = new Set(keyList.filter((one) => one.held === undefined).flatMap(({ keys }) => keys));
  const unlisted = [...signs, ...names].filter(
    (key) => press(key)[0] !== 'nothing' && !listed.has(key.toUpperCase()) && !listed.has(key),
  );
  // The key of the plus sign where it needs Shift.
  expect(unlisted).toEqual(['=']);
});
