// @vitest-environment happy-dom
import { TextInput } from '@mantine/core';
import { act, cleanup, screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { EngineError, finding } from '../../../contract/index.ts';
import type { Finding } from '../../../contract/index.ts';
import { FieldWarnings } from '../../forms/index.ts';
import { renderPage } from '../../testing/index.ts';
import type { WizardPage } from './pages.ts';
import { useWizard } from './useWizard.ts';
import { Wizard } from './Wizard.tsx';

interface TriedProps {
  findings?: Finding[];
  isLooking?: boolean;
  lookProblem?: EngineError;
  onLookAgain?: () => void;
  onNext?: () => Promise<boolean>;
}

const none: Finding[] = [];

/** Three pages, the first with a name. */
function Tried({ findings = none, isLooking = false, lookProblem, onLookAgain, onNext }: TriedProps) {
  const wizard = useWizard({
    name: 'tried',
    schema: z.object({ name: z.string() }),
    begin: { name: '' },
    firstPage: 'name',
  });
  const pages: WizardPage[] = [
    {
      id: 'name',
      title: 'Name it',
      fields: ['name'],
      ...(onNext === undefined ? {} : { onNext }),
      content: (
        <>
          <TextInput label="Name" {...wizard.form.getInputProps('name')} />
          <FieldWarnings path="name" />
        </>
      ),
    },
    { id: 'between', title: 'Between', content: null },
    { id: 'review', title: 'Review', content: null },
  ];
  return (
    <Wizard
      title="Tried"
      wizard={wizard}
      pages={pages}
      findings={findings}
      isLooking={isLooking}
      lookProblem={lookProblem ?? null}
      {...(onLookAgain === undefined ? {} : { onLookAgain })}
      action="Do it"
      onFinish={() => undefined}
      busy={false}
      problem={null}
    />
  );
}

const pageOf = (title: string) => screen.queryByRole('heading', { level: 2, name: title });

test('a warning stands at its field', () => {
  renderPage(<Tried findings={[finding('warning', 'odd', 'An odd name.', { field: 'name' })]} />);
  expect(screen.getByText('An odd name.')).toBeTruthy();
});
test('what fails on the way to the next page is told there, and nobody is taken further', async () => {
  const onNext = () => Promise.reject(new EngineError('engine-not-running', 'The engine is gone.'));
  const user = renderPage(<Tried onNext={onNext} />);
  await user.click(screen.getByRole('button', { name: 'Next' }));
  expect(await screen.findByText('The engine is gone.')).toBeTruthy();
  expect(pageOf('Name it')).not.toBeNull();
});

test('what was entered is there again, on the page that was on show, when the window comes back', async () => {
  const user = renderPage(<Tried />);
  await user.type(screen.getByRole('textbox', { name: 'Name' }), 'lung{Enter}');
  expect(pageOf('Between')).not.toBeNull();
  cleanup();
  const later = renderPage(<Tried />);
  expect(screen.getByText('Goes on from where you left it.')).toBeTruthy();
  expect(pageOf('Between')).not.toBeNull();
  await later.click(screen.getByRole('button', { name: 'Back' }));
  expect(screen.getByRole('textbox', { name: 'Name' })).toHaveProperty('value', 'lung');
});

test('why it could not be looked at is told on every page', () => {
  renderPage(<Tried lookProblem={new EngineError('engine-not-running', 'The engine is gone.')} />);
  expect(screen.getByText('The engine is gone.')).toBeTruthy();
});

/** Looks as long as nobody has said that it was looked at. */
function Looking() {
  const [isLooking, setLooking] = useState(false);
  return (
    <>
      <Tried isLooking={isLooking} />
      <button type="button" onClick={() => setLooking((before) => !before)}>
        look
      </button>
    </>
  );
}

test('whoever types on while waiting is not taken forward once it was looked at', async () => {
  const user = renderPage(<Looking />);
  const press = (name: string) => user.click(screen.getByRole('button', { name }));
  await press('look');
  await press('Next');
  await user.type(screen.getByRole('textbox', { name: 'Name' }), 'lung');
  await press('look');
  // It would go on in a turn that comes before this one.
  await act(() => new Promise((resolve) => setTimeout(resolve)));
  expect(pageOf('Name it')).not.toBeNull();
});

test('whoever waits goes on once it was looked at, but nobody who went back meanwhile', async () => {
  const user = renderPage(<Looking />);
  const press = (name: string) => user.click(screen.getByRole('button', { name }));
  await press('look');
  await press('Next');
  expect(pageOf('Name it')).not.toBeNull();
  await press('look');
  await waitFor(() => expect(pageOf('Between')).not.toBeNull());
  await press('look');
  await press('Next');
  await press('Back');
  await press('look');
  // It would go on in a turn that comes before this one.
  await act(() => new Promise((resolve) => setTimeout(resolve)));
  expect(pageOf('Name it')).not.toBeNull();
});

test('nobody goes on with what could not be looked at: going on looks again', async () => {
  let looks = 0;
  const gone = new EngineError('engine-not-running', 'The engine is gone.');
  const user = renderPage(<Tried lookProblem={gone} onLookAgain={() => (looks += 1)} />);
  await user.click(screen.getByRole('button', { name: 'Next' }));
  expect(looks).toBe(1);
  expect(pageOf('Name it')).toBeTruthy();
});
