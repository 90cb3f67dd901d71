// @vitest-environment happy-dom
import { cleanup, screen } from '@testing-library/react';
import { expect, onTestFinished, test, vi } from 'vitest';
import { renderPage } from '../testing/index.ts';
import { CrashBoundary } from './CrashBoundary.tsx';
import { viewOnDemand } from './viewOnDemand.ts';

function Greeting({ name }: { name: string }) {
  return <h1>Hello {name}</h1>;
}

const show = (view: React.ReactNode) => renderPage(<CrashBoundary>{view}</CrashBoundary>);

test('a view whose code is there already is shown at once, without anything in its place', async () => {
  const View = viewOnDemand(() => Promise.resolve(Greeting));
  await View.load();
  show(<View name="Ada" />);
  expect(screen.getByRole('heading').textContent).toBe('Hello Ada');
});

test('a view that is shown before its code came takes its place when it comes', async () => {
  const View = viewOnDemand(() => Promise.resolve(Greeting));
  show(<View name="Ada" />);
  expect(screen.getByRole('status').textContent).toBe('');
  expect((await screen.findByRole('heading')).textContent).toBe('Hello Ada');
});

test('code that cannot be read is told in the place of its view, not left out without a word', async () => {
  // React says it too.
  const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  onTestFinished(() => said.mockRestore());
  const View = viewOnDemand<{ name: string }>(() => Promise.reject(new Error('No such file: view.js')));
  show(<View name="Ada" />);
  expect(await screen.findByText('No such file: view.js')).toBeDefined();
});

test('code that could not be read ahead is read again when its view is shown', async () => {
  const find = vi.fn<() => Promise<typeof Greeting>>().mockRejectedValueOnce(new Error('No such file'));
  find.mockResolvedValue(Greeting);
  const View = viewOnDemand(find);
  await expect(View.load()).rejects.toThrow('No such file');
  show(<View name="Ada" />);
  expect((await screen.findByRole('heading')).textContent).toBe('Hello Ada');
});

test('code that could not be read when its view was shown is read again when the view is come back to', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  onTestFinished(() => said.mockRestore());
  const find = vi.fn<() => Promise<typeof Greeting>>().mockRejectedValueOnce(new Error('No such file'));
  find.mockResolvedValue(Greeting);
  const View = viewOnDemand(find);
  show(<View name="Ada" />);
  await screen.findByText('No such file');
  cleanup();
  show(<View name="Ada" />);
  expect((await screen.findByRole('heading')).textContent).toBe('Hello Ada');
});
