import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import type { ShellInput } from '../../contract/index.ts';
import { routeKey, useAction, useEngine, usePagedRoute } from '../engine/index.ts';
import { notifyFailure } from '../parts/index.ts';
import type { Importing } from './importContext.ts';
import { notifyImportEnd } from './notifyImportEnd.tsx';

type ChooseWhat = Extract<ShellInput<'shell.choose'>['what'], 'dicom-files' | 'dicom-folder'>;

/** The imports of an application: those at work, how one starts, and a word when one has ended. */
export function useImports(application: string): Importing {
  const engine = useEngine();
  const queryClient = useQueryClient();
  const { rows } = usePagedRoute('tasks.list', { application });
  const { mutateAsync } = useAction('imports.start');
  const awaited = useRef(new Set<string>());

  useEffect(() => {
    for (const task of rows) {
      if (task.state === 'running') awaited.current.add(task.id);
      else if (awaited.current.delete(task.id)) notifyImportEnd(application, task);
    }
  }, [application, rows]);

  const start = useCallback(
    async (paths: string[]) => {
      try {
        const task = await mutateAsync({ application, paths });
        // It may have ended before the list is read for the first time.
        awaited.current.add(task.id);
        await queryClient.invalidateQueries({ queryKey: routeKey('tasks.list', { application }) });
      } catch (error) {
        notifyFailure(error);
      }
    },
    [application, mutateAsync, queryClient],
  );

  const choose = useCallback(
    async (what: ChooseWhat) => {
      const { paths } = await engine.shell('shell.choose', { what });
      if (paths.length > 0) await start(paths);
    },
    [engine, start],
  );

  return {
    running: rows.filter((task) => task.state === 'running'),
    start: (paths) => void start(paths),
    choose: (what) => void choose(what),
  };
}
