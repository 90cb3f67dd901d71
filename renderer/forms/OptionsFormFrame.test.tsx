// @vitest-environment happy-dom
import { TextInput } from '@mantine/core';
import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { applicationOptionsSchema, finding } from '../../contract/index.ts';
import type { RouteOutput } from '../../contract/index.ts';
import { renderPage } from '../testing/index.ts';
import { OptionsFormFrame } from './OptionsFormFrame.tsx';
import { useOptionsForm } from './useOptionsForm.ts';

const options = applicationOptionsSchema.parse({});

/** A form whose field has another name than the option that it is for. */
function TagForm() {
  const part = useOptionsForm({
    options,
    valuesOf: () => ({ tag: '' }),
    optionsOf: ({ tag }) => ({ filters: { requiredTags: [tag] } }),
    fieldOf: (path) => (path.startsWith('filters.requiredTags') ? 'tag' : undefined),
  });
  return (
    <OptionsFormFrame part={part}>
      <TextInput label="Tag" {...part.form.getInputProps('tag')} />
    </OptionsFormFrame>
  );
}

type Findings = RouteOutput<'applications.check'>['findings'];

/** @param check what the engine finds, by the number of its answer */
function show(check: (turn: number) => Findings | Promise<never>) {
  let turn = 0;
  return renderPage(<TagForm />, {
    async 'applications.check'() {
      turn += 1;
      return { folder: null, findings: await check(turn) };
    },
  });
}
const save = () => screen.getByRole('button', { name: 'Save changes' });
const wrong = finding('error', 'option-invalid', 'DICOM knows no such keyword.', {
  field: 'options.filters.requiredTags.0',
});

test('what keeps options from being saved stands at their field, though that has another name', async () => {
  const user = show(() => [wrong]);
  await user.type(screen.getByLabelText('Tag'), 'X');
  expect(await screen.findByText('DICOM knows no such keyword.')).toBeTruthy();
  expect(screen.getByLabelText('Tag').getAttribute('aria-invalid')).toBe('true');
  expect(save()).toHaveProperty('disabled', true);
});

test('what belongs to no field stands above the button that it holds back', async () => {
  const user = show(() => [{ ...wrong, field: 'options.filters' }]);
  await user.type(screen.getByLabelText('Tag'), 'X');
  const list = await screen.findByRole('list', { name: 'Findings' });
  expect(within(list).getByText(/DICOM knows no such keyword/)).toBeTruthy();
  expect(save()).toHaveProperty('disabled', true);
});

test('a mistake that is mended does not keep the form from being saved until it was looked at again', async () => {
  const user = show((turn) => (turn === 1 ? [wrong] : new Promise<never>(() => undefined)));
  await user.type(screen.getByLabelText('Tag'), 'X');
  await screen.findByText('DICOM knows no such keyword.');
  expect(save()).toHaveProperty('disabled', true);
  await user.type(screen.getByLabelText('Tag'), 'Y');
  expect(save()).toHaveProperty('disabled', false);
});
