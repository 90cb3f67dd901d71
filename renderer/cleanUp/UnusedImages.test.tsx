// @vitest-environment happy-dom
import { Notifications } from '@mantine/notifications';
import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { EngineError } from '../../contract/index.ts';
import type { RouteInput, RouteOutput, UnusedImage } from '../../contract/index.ts';
import { renderPage } from '../testing/index.ts';
import { texts } from '../texts/index.ts';
import { UnusedImages } from './UnusedImages.tsx';

const words = texts.upkeep.images;
const image = (number: number, more: Partial<UnusedImage> = {}): UnusedImage => ({
  id: `sha256:${String(number).repeat(64)}`,
  references: [`dcm-processor/demo/torch:${number}`],
  worker: 'torch',
  isOfApplication: true,
  bytes: number * 1_000_000_000,
  createdAt: 0,
  ...more,
});

/** Of an application, only where it runs its jobs is looked at here. */
const runsIn = (runtime: 'local' | 'docker') => ({
  'applications.get': () => ({ options: { runtime } }) as RouteOutput<'applications.get'>,
});

function open(
  images: UnusedImage[],
  {
    state = 'connected',
    isRefused = false,
  }: { state?: 'connected' | 'unavailable'; isRefused?: boolean } = {},
) {
  let left = images;
  const asked: RouteInput<'images.remove_unused'>[] = [];
  let removedCount = 0;
  const content = (
    <>
      <UnusedImages onRemoved={() => (removedCount += 1)} />
      <Notifications />
    </>
  );
  const user = renderPage(content, {
    ...runsIn('docker'),
    // Of Docker, only whether it is there is looked at here.
    'docker.state': () => ({ state }) as RouteOutput<'docker.state'>,
    'images.unused': () => ({ images: left, bytes: left.reduce((sum, { bytes }) => sum + bytes, 0) }),
    'images.remove_unused'(request) {
      asked.push(request);
      const first = isRefused ? undefined : left[0];
      const others = left.filter((one) => one !== first);
      left = others;
      return {
        removed: first === undefined ? [] : [first.id],
        bytes: first?.bytes ?? 0,
        problems: others.map(
          ({ references }) => `The image ${references[0] ?? 'without a name'} is used by now, or is gone.`,
        ),
      };
    },
  });
  return { user, asked, removed: () => removedCount };
}

test('exactly the images on show are removed, after a question, and what has come into use is told and stays', async () => {
  const { user, asked, removed } = open([image(2), image(1, { references: [], isOfApplication: false })]);
  const table = await screen.findByRole('table', { name: words.label });
  expect(table.textContent).toContain('dcm-processor/demo/torch:2');
  expect(table.textContent).toContain('2.0 GB');
  expect(table.textContent).toContain('without a name (111111111111)');
  expect(table.textContent).toContain(words.ofRemoved);
  await user.click(screen.getByRole('button', { name: words.remove }));
  const dialog = await screen.findByRole('dialog', { name: words.confirmTitle });
  expect(dialog.textContent).toContain('2 images, up to 3.0 GB');
  expect(asked).toEqual([]);
  await user.click(within(dialog).getByRole('button', { name: words.confirm }));
  await waitFor(() => expect(table.textContent).not.toContain('torch:2'));
  expect(asked.map(({ images }) => images)).toEqual([[image(2).id, image(1).id]]);
  expect(removed()).toBe(1);
  expect(screen.getByText('The image without a name is used by now, or is gone.')).toBeTruthy();
  expect(screen.getByText(words.removed(1, '2.0 GB'))).toBeTruthy();
});

test('where none of them could be removed, no good news is told', async () => {
  const { user } = open([image(1)], { isRefused: true });
  await user.click(await screen.findByRole('button', { name: words.remove }));
  const dialog = await screen.findByRole('dialog', { name: words.confirmTitle });
  await user.click(within(dialog).getByRole('button', { name: words.confirm }));
  expect(await screen.findByText(/torch:1 is used by now/)).toBeTruthy();
  expect(screen.queryByText(/^Removed 0 images/)).toBeNull();
});

test('Docker is not even looked for by an application that does without it', async () => {
  const asked: string[] = [];
  renderPage(<UnusedImages onRemoved={() => undefined} />, {
    'applications.get': () => {
      asked.push('application');
      return runsIn('local')['applications.get']();
    },
    'docker.state': () => {
      asked.push('docker');
      return { state: 'connected' } as RouteOutput<'docker.state'>;
    },
  });
  await waitFor(() => expect(asked).toEqual(['application']));
  await new Promise((settled) => setTimeout(settled, 50));
  expect(asked).toEqual(['application']);
});

test('nothing is shown where there are none, and Docker is not asked for where it is not', async () => {
  const { user } = open([image(1)], { state: 'unavailable' });
  await user.tab();
  expect(screen.queryByText(words.title)).toBeNull();
});

test('why they cannot be listed is said', async () => {
  renderPage(<UnusedImages onRemoved={() => undefined} />, {
    ...runsIn('docker'),
    'docker.state': () => ({ state: 'connected' }) as RouteOutput<'docker.state'>,
    'images.unused'() {
      throw new EngineError('docker-failed', 'Docker did not list its images.');
    },
  });
  expect(await screen.findByText('Docker did not list its images.')).toBeTruthy();
});
