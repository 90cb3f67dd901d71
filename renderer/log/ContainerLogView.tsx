import { useMemo } from 'react';
import { onEngineEvent, useEngine } from '../engine/index.ts';
import { IconTerminal2 } from '../icons/index.ts';
import { paths } from '../navigation/index.ts';
import { WayTo } from '../nextSteps/index.ts';
import { EmptyNote } from '../parts/index.ts';
import { texts } from '../texts/index.ts';
import { LogPane } from './LogPane.tsx';
import { useLog, type LogSource } from './useLog.ts';

/** Lines that are read at once. */
const stretchLines = 1000;

/** What a container prints, from its oldest line that is kept. */
export function ContainerLogView({ application, container }: { application: string; container: string }) {
  const engine = useEngine();
  const source = useMemo(
    (): LogSource => ({
      async read(after, signal) {
        const page = await engine.request(
          'containers.logs',
          { application, container, after, limit: stretchLines },
          signal,
        );
        return {
          pieces: page.lines.map(({ at, stream, text }) => ({ at, stream, text: `${text}\n` })),
          nextOffset: page.newer,
          // It may be started again, and goes on where it was.
          complete: false,
          droppedBytes: page.droppedBytes,
        };
      },
      listen: (wake) =>
        onEngineEvent('container_log.grown', (grown) => {
          if (grown.application === application && grown.container === container) wake();
        }),
    }),
    [application, container, engine],
  );
  const followed = useLog(source);
  return (
    <LogPane
      followed={followed}
      label={texts.docker.logLabel}
      empty={
        <EmptyNote icon={IconTerminal2} title={texts.docker.logEmpty} text={texts.docker.logEmptyText}>
          <WayTo href={paths.containers(application)} label={texts.docker.toContainers} />
        </EmptyNote>
      }
    />
  );
}
