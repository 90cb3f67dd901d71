// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import type { ComponentType } from 'react';
import { expect, test } from 'vitest';
import { renderPage } from '../testing/index.ts';
import { onDemand } from './onDemand.tsx';

interface Text {
  text: string;
}
const Set = ({ text }: Text) => <h1>{text}</h1>;
const Plain = ({ text }: Text) => <pre>{text}</pre>;
const Waiting = () => <p>Wait</p>;

test('what stands in for code that could not be loaded is given the same, and the code is tried again', async () => {
  let isBroken = true;
  const find = async (): Promise<ComponentType<Text>> => {
    if (isBroken) throw new Error('No such file');
    return Set;
  };
  const Part = onDemand(find, { Waiting, Otherwise: Plain });
  renderPage(<Part text="first" />);
  expect(screen.getByText('Wait')).toBeTruthy();
  expect((await screen.findByText('first')).tagName).toBe('PRE');
  isBroken = false;
  renderPage(<Part text="second" />);
  expect((await screen.findByText('second')).tagName).toBe('H1');
  // What was shown in its stead makes way, too.
  expect(screen.getByText('first').tagName).toBe('H1');
});
