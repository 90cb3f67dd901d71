import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import { Router } from 'wouter';
import type { WindowBridge } from '../../contract/index.ts';
import { DesktopNotices } from '../desktop/index.ts';
import { EngineContext, type EngineClient } from '../engine/index.ts';
import { theme } from '../look/index.ts';
import { useAddress } from '../navigation/index.ts';
import { CommandPalette } from '../palette/index.ts';
import { Announcer } from '../parts/index.ts';
import { ShortcutKeys, ShortcutList } from '../shortcuts/index.ts';
import { CrashBoundary } from './CrashBoundary.tsx';
import { HelpBeside } from './HelpBeside.tsx';
import { Routes } from './Routes.tsx';
import { SchemeTeller } from './SchemeTeller.tsx';
import { TourBeside } from './TourBeside.tsx';
import { WindowCommands } from './WindowCommands.tsx';

interface WindowProps {
  bridge: WindowBridge;
  engine: EngineClient;
  queryClient: QueryClient;
}

/** The whole window, with all that its views take for granted. */
export function Window({ bridge, engine, queryClient }: WindowProps) {
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <EngineContext value={engine}>
        <QueryClientProvider client={queryClient}>
          <CrashBoundary>
            <SchemeTeller />
            {/* oxlint-disable-next-line react/hooks -- the router takes its hook as a value */}
            <Router hook={useAddress}>
              <CrashBoundary>
                <Routes notices={bridge} />
              </CrashBoundary>
              {/* Beside the views: a window whose view crashed can still be closed. */}
              <DesktopNotices notices={bridge} />
              <WindowCommands />
              <HelpBeside />
              <TourBeside />
              <ShortcutKeys notices={bridge} />
              <ShortcutList />
              <CommandPalette />
              <Notifications position="bottom-right" limit={4} />
            </Router>
          </CrashBoundary>
        </QueryClientProvider>
      </EngineContext>
      <Announcer />
    </MantineProvider>
  );
}
