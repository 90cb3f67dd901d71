import { useEffect, useState } from 'react';
import { toEngineError, type EngineError } from '../../../../contract/index.ts';
import { onEngineEvent, onResume, useEngine } from '../../../engine/index.ts';
import { emptyBuild, extendBuild, type BuildDocument } from './buildDocument.ts';

interface FollowedBuild {
  build: BuildDocument;
  error: EngineError | null;
}

/** What a build says, read on as it grows. */
export function useBuild(application: string, task: string): FollowedBuild {
  const engine = useEngine();
  const [followed, setFollowed] = useState<FollowedBuild>({ build: emptyBuild, error: null });

  useEffect(() => {
    const ending = new AbortController();
    let build = emptyBuild;
    let busy = false;
    let again = false;

    async function readOn(): Promise<void> {
      do {
        again = false;
        const from = build.offset;
        const stretch = await engine.request(
          'workers.build_log',
          { application, task, offset: from },
          ending.signal,
        );
        build = extendBuild(build, stretch);
        setFollowed({ build, error: null });
        again ||= build.offset > from;
      } while (again);
    }
    function wake() {
      again = true;
      if (busy) return;
      busy = true;
      readOn()
        .catch((thrown: unknown) => {
          if (!ending.signal.aborted) setFollowed({ build, error: toEngineError(thrown) });
        })
        .finally(() => {
          busy = false;
        });
    }
    const stops = [
      onEngineEvent('build.grown', (grown) => {
        if (grown.application === application) wake();
      }),
      onEngineEvent('tasks.changed', (changed) => {
        if (changed.task.id === task) wake();
      }),
      onResume(wake),
    ];
    wake();
    return () => {
      ending.abort();
      for (const stop of stops) stop();
    };
  }, [application, engine, task]);

  return followed;
}
