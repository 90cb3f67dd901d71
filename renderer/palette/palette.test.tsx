// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/react';
import { beforeAll, expect, test, vi } from 'vitest';
import type { RouteInput, StudySummary } from '../../contract/index.ts';
import { ShortcutKeys } from '../shortcuts/index.ts';
import { renderPage, type FakeEngine } from '../testing/index.ts';
import { CommandPalette } from './CommandPalette.tsx';
import { folded, matching, matchOf } from './matching.ts';
import type { Entry } from './entry.ts';
import { IconBox } from '../icons/index.ts';
import { showSetting } from './showSetting.ts';

// Its code comes when it is asked for first; here it is not what is waited for.
beforeAll(() => import('./PaletteDialog.tsx'));

const study = (id: string, PatientName: string): StudySummary => ({
  id,
  patient: 'p',
  PatientID: `ID ${id}`,
  PatientName,
  StudyInstanceUID: '1.2',
  StudyDate: '20240501',
  StudyTime: '',
  StudyDescription: 'Thorax',
  AccessionNumber: '',
  ModalitiesInStudy: ['CT'],
  seriesCount: 1,
  instanceCount: 1,
  bytes: 1,
  lastInstanceAt: 0,
  patientStudyCount: 1,
});

function answers(searched: string[]): FakeEngine {
  const empty = { rows: [], nextCursor: null, total: 0 };
  return {
    'applications.list': () => [],
    'services.list': () => [],
    'workers.list': () => [],
    'studies.list': (input: RouteInput<'studies.list'>) => {
      searched.push(input.search ?? '');
      const isMeant = 'meier anna'.includes(input.search ?? '');
      return { ...empty, rows: isMeant ? [study('s1', 'Meier^Anna')] : [] } as never;
    },
  };
}

function open(page: React.ReactNode = null) {
  localStorage.setItem('dcm-processor.last-application', 'demo');
  const searched: string[] = [];
  const user = renderPage(
    <>
      <main>{page}</main>
      <ShortcutKeys notices={{ onNotice: () => () => undefined }} />
      <CommandPalette />
    </>,
    answers(searched),
  );
  return { user, searched, open: () => user.keyboard('{Control>}k{/Control}') };
}
const field = () => screen.findByRole('combobox', { name: 'Find' });
const options = () => screen.getAllByRole('option').map(({ textContent }) => textContent);

test('every button of the page can be pressed by name, but for those that are off or say nothing alone', async () => {
  const pressed = vi.fn<() => void>();
  const { user, open: ask } = open(
    <>
      <button type="button" onClick={pressed}>
        Cancel <b>run</b>
      </button>
      <button type="button" disabled>
        Requeue
      </button>
      <button type="button">More</button>
      <button type="button">More</button>
      <ul>
        <li>
          <button type="button">Remove it</button>
        </li>
      </ul>
    </>,
  );
  await ask();
  await field();
  const here = within(screen.getByRole('group', { name: 'On this page' })).getAllByRole('option');
  expect(here.map(({ textContent }) => textContent)).toEqual(['Cancel run']);
  await user.keyboard('cancel{Enter}');
  await waitFor(() => expect(pressed).toHaveBeenCalledTimes(1));
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('studies are searched by what is typed, once for a word and not for a letter', async () => {
  const { user, searched, open: ask } = open();
  await ask();
  await user.type(await field(), 'anna');
  expect(await screen.findByRole('option', { name: /Anna/ })).toBeDefined();
  expect(searched).toEqual(['anna']);
});

test('a study that was found for other words is not chosen by those that stand there now', async () => {
  const { user, open: ask, searched } = open();
  await ask();
  await user.type(await field(), 'meier');
  expect(await screen.findByRole('option', { name: /Anna/ })).toBeDefined();
  await user.clear(await field());
  await user.type(await field(), 'schulz');
  expect(screen.queryByRole('option', { name: /Anna/ })).toBeNull();
  expect(screen.getByText('Searching studies…')).toBeDefined();
  expect(searched).toEqual(['meier']);
  expect(await screen.findByText('Nothing is called “schulz”.')).toBeDefined();
  expect(searched).toEqual(['meier', 'schulz']);
});

test('a setting is looked for on its own page, and not on the one that is left', async () => {
  const page = (title: string) => {
    const main = document.createElement('main');
    main.innerHTML = `<h1>${title}</h1><div data-field><b data-setting>Port</b><input aria-label="${title}"></div>`;
    return main;
  };
  const [former, next] = [page('HTTP'), page('C-STORE')];
  document.body.append(former);
  const shown = showSetting('Port', document, former.querySelector('h1'));
  expect(document.activeElement).toBe(document.body);
  former.replaceWith(next);
  await expect(shown).resolves.toBe(true);
  expect(document.activeElement).toBe(next.querySelector('input'));
  next.remove();
});

test('arrows move what is told as chosen, round at both ends, and the focus stays in the field', async () => {
  const { user, open: ask } = open();
  await ask();
  const input = await field();
  const chosen = () =>
    document.querySelector(`[id="${input.getAttribute('aria-activedescendant') ?? ''}"]`)?.textContent;
  const all = options();
  expect(chosen()).toBe(all[0]);
  await user.keyboard('{ArrowDown}{ArrowDown}');
  expect(chosen()).toBe(all[2]);
  await user.keyboard('{ArrowUp}{ArrowUp}{ArrowUp}');
  expect(chosen()).toBe(all.at(-1));
  expect(document.activeElement).toBe(input);
  await user.keyboard('{Control>}k{/Control}');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

test('settings are found by their names, and what nothing is called like is told', async () => {
  const { user, open: ask } = open();
  await ask();
  await user.type(await field(), 'ae title');
  expect(options()).toContain('AE titleDICOM C-STORE');
  await user.clear(await field());
  await user.type(await field(), 'qqqq');
  expect(await screen.findByText('Nothing is called “qqqq”.')).toBeDefined();
});

test('what begins with the words comes before what only has them inside', () => {
  const entry = (label: string, group: Entry['group'] = 'pages'): Entry => ({
    id: label,
    group,
    icon: IconBox,
    label,
    run: () => undefined,
  });
  const found = matching(
    [entry('Own services'), entry('Services'), entry('Dienste'), entry('Paperservices', 'services')],
    'serv',
  );
  expect(found.map(({ entries }) => entries.map(({ label }) => label))).toEqual([
    ['Services', 'Own services'],
    ['Paperservices'],
  ]);
  expect(folded('Über ÉTÉ')).toBe('uber ete');
  expect(matchOf('Show all shortcuts', 'all show')).toBeGreaterThan(0);
  expect(matchOf('Show all', 'none show')).toBe(0);
});
