import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render } from '@testing-library/react';
import { userEvent, type UserEvent } from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { onTestFinished } from 'vitest';
import { Router } from 'wouter';
import { memoryLocation } from 'wouter/memory-location';
import { EngineError } from '../../contract/index.ts';
import type { RouteInput, RouteName, RouteOutput } from '../../contract/index.ts';
import { createQueryClient, EngineContext, type EngineClient } from '../engine/index.ts';
import { ImportContext, type Importing } from '../importing/index.ts';
import { ApplicationContext } from '../navigation/index.ts';

/** What an engine answers to some routes; all others it does not know. */
export type FakeEngine = {
  [Name in RouteName]?: (input: RouteInput<Name>) => RouteOutput<Name> | Promise<RouteOutput<Name>>;
};

/** Nothing is brought in here. */
const importing: Importing = { running: [], start: () => undefined, choose: () => undefined };

interface Surroundings {
  /** Within the frame of the application, as views are; wizards fill the whole window and are not. */
  hasFrame?: boolean;
}

/** Shows something as the window would, of the application `demo`, and hands out who uses it. Gone after the test. */
export function renderPage(
  content: ReactNode,
  answers: FakeEngine = {},
  { hasFrame = false }: Surroundings = {},
): UserEvent {
  const engine: EngineClient = {
    async request(route, input) {
      const answer = answers[route];
      if (answer === undefined) throw new EngineError('engine-not-running');
      return answer(input);
    },
    shell: async () => {
      throw new EngineError('engine-not-running');
    },
    pathOfFile: () => '',
  };
  const user = userEvent.setup();
  render(
    <MantineProvider env="test">
      <EngineContext value={engine}>
        <QueryClientProvider client={createQueryClient()}>
          {/* oxlint-disable-next-line react/hooks -- the router takes its hook as a value */}
          <Router hook={memoryLocation().hook}>
            <ApplicationContext value="demo">
              {hasFrame ? <ImportContext value={importing}>{content}</ImportContext> : content}
            </ApplicationContext>
          </Router>
        </QueryClientProvider>
      </EngineContext>
    </MantineProvider>,
  );
  onTestFinished(() => {
    cleanup();
    localStorage.clear();
  });
  return user;
}
