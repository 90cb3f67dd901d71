import { useCallback } from 'react';
import { useEngine } from '../engine/index.ts';
import { useApplicationId } from '../navigation/index.ts';
import { notifyFailure } from '../parts/index.ts';

/** Shows a file of a run's data folder in the system's file manager; the folder itself for an empty path. */
export function useReveal(): (run: string, path: string) => void {
  const engine = useEngine();
  const application = useApplicationId();
  return useCallback(
    (run, path) => {
      engine.shell('shell.reveal', { application, run, path }).catch(notifyFailure);
    },
    [application, engine],
  );
}
