// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { ReactFlowProvider, type NodeProps } from '@xyflow/react';
import { expect, test } from 'vitest';
import { renderPage } from '../../testing/index.ts';
import { describeStation } from './describeStation.ts';
import { FlowStation, type FlowStationType } from './FlowStation.tsx';
import type { Station } from './flowGraph.ts';

test('who hears the flow learns what a station is, and why a door does not work', () => {
  const station: Station = {
    id: 'door scp',
    kind: 'door',
    door: {
      door: 'scp',
      state: 'failed',
      address: null,
      active: 0,
      problem: 'Port 11112 is taken by another program.',
      details: null,
      counts: { new: 0, alreadyThere: 0, conflicting: 0, quarantined: 0, refused: 0, bytes: 0 },
      rate: 0,
      byteRate: 0,
      senders: [],
    },
  };
  // A door is described by itself alone.
  const words = describeStation(station, {} as Parameters<typeof describeStation>[1], 'demo');
  const node = { id: station.id, data: { station, words, isReachable: true } };
  renderPage(
    <ReactFlowProvider>
      <FlowStation {...(node as Partial<NodeProps<FlowStationType>> as NodeProps<FlowStationType>)} />
    </ReactFlowProvider>,
  );
  const button = screen.getByRole('button', { name: /C-STORE/ });
  const told = document.querySelector(`#${CSS.escape(button.getAttribute('aria-describedby') ?? '')}`);
  expect(told?.textContent).toContain('Port 11112 is taken by another program.');
  expect(told?.textContent).toContain(words.about);
});
