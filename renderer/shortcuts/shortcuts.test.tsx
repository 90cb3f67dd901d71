// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/react';
import { describe, expect, it, test } from 'vitest';
import { shortcutsOn } from '../../contract/index.ts';
import type { ShellNotice, WindowBridge } from '../../contract/index.ts';
import { renderPage } from '../testing/index.ts';
import { texts } from '../texts/index.ts';
import { useCommand } from './commands.ts';
import { ariaKeys, keyWords } from './keyWords.ts';
import { ShortcutKeys } from './ShortcutKeys.tsx';
import { ShortcutList } from './ShortcutList.tsx';

/** The shell, as far as it gives commands by its menu. */
function menu() {
  const listeners = new Set<(notice: ShellNotice) => void>();
  const onNotice: WindowBridge['onNotice'] = (_kind, listener) => {
    const hear = (notice: ShellNotice) => void (notice.kind === 'command' && listener(notice as never));
    listeners.add(hear);
    return () => void listeners.delete(hear);
  };
  return { onNotice, choose: (notice: ShellNotice) => listeners.forEach((hear) => hear(notice)) };
}

const given: string[] = [];
function Doer({ name = 'view' }: { name?: string }) {
  useCommand('import-files', () => given.push(`${name}: import`));
  useCommand('back', () => given.push(`${name}: back`));
  return null;
}

function show(content: React.ReactNode) {
  given.length = 0;
  const notices = menu();
  const user = renderPage(
    <>
      <ShortcutKeys notices={notices} />
      {content}
    </>,
  );
  return { user, notices };
}

describe('keys', () => {
  it('give their command to who does it, and the menu gives it once more by the same name', async () => {
    const { user, notices } = show(<Doer />);
    await user.keyboard('{Control>}o{/Control}');
    expect(given).toEqual(['view: import']);
    notices.choose({ kind: 'command', command: 'import-files', byKeys: false });
    expect(given).toEqual(['view: import', 'view: import']);
  });

  it('give their command once while they are held, and leave nothing of it to the menu', () => {
    show(<Doer />);
    const press = (repeat: boolean) =>
      fireEvent.keyDown(document.body, { key: 'o', code: 'KeyO', ctrlKey: true, repeat });
    // False: the page has taken the key.
    expect([press(false), press(true), press(true)]).toEqual([false, false, false]);
    expect(given).toEqual(['view: import']);
  });

  it('are left to a field in which somebody writes where they type or move its caret', async () => {
    const { user, notices } = show(
      <>
        <Doer />
        <ShortcutList />
        <input aria-label="Name" />
        <input type="checkbox" aria-label="Tick" />
      </>,
    );
    await user.click(screen.getByRole('textbox', { name: 'Name' }));
    await user.keyboard('a?{Alt>}{ArrowLeft}{/Alt}');
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Name' }).value).toBe('a?');
    expect(given).toEqual([]);
    expect(screen.queryByRole('dialog')).toBeNull();
    // The menu hears the same keys, and it does not know of the field.
    notices.choose({ kind: 'command', command: 'back', byKeys: true });
    expect(given).toEqual([]);
    await user.keyboard('{Control>}o{/Control}');
    expect(given).toEqual(['view: import']);
    await user.click(screen.getByRole('checkbox'));
    await user.keyboard('{Alt>}{ArrowLeft}{/Alt}');
    expect(given).toEqual(['view: import', 'view: back']);
  });

  it('change nothing below an open dialog, and go to the nearest who does them', async () => {
    const { user, notices } = show(
      <>
        <Doer />
        <Doer name="panel" />
        <ShortcutList />
      </>,
    );
    await user.keyboard('{Control>}o{/Control}');
    expect(given).toEqual(['panel: import']);
    await user.keyboard('?');
    expect(await screen.findByRole('dialog', { name: 'Keyboard shortcuts' })).toBeDefined();
    await user.keyboard('{Control>}o{/Control}');
    notices.choose({ kind: 'command', command: 'import-files', byKeys: true });
    expect(given).toHaveLength(1);
    notices.choose({ kind: 'command', command: 'import-files', byKeys: false });
    expect(given).toHaveLength(2);
  });
});

test('the list names every shortcut there is', async () => {
  const { user } = show(<ShortcutList />);
  await user.keyboard('?');
  await screen.findByRole('dialog');
  const named = [...document.querySelectorAll('dt')].map((term) => term.textContent);
  expect(named.toSorted()).toEqual(
    shortcutsOn('linux')
      .map(({ id }) => texts.shortcuts.commands[id])
      .toSorted(),
  );
});

test('keys are written as each system writes them', () => {
  const keys = ['Mod', 'Shift', 'O'];
  expect(keyWords({ keys }, 'linux')).toEqual(['Ctrl', 'Shift', 'O']);
  expect(keyWords({ keys }, 'darwin')).toEqual(['⇧', '⌘', 'O']);
  expect(ariaKeys({ keys }, 'win32')).toBe('Control+Shift+O');
  expect(ariaKeys({ keys }, 'darwin')).toBe('Meta+Shift+O');
});
