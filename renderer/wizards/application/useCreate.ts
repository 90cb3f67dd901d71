import { useQueryClient } from '@tanstack/react-query';
import type { EngineError } from '../../../contract/index.ts';
import { routeKey, useAction } from '../../engine/index.ts';
import { notifyError } from '../../parts/index.ts';
import { createInput, type ApplicationValues } from './applicationValues.ts';

interface Outcomes {
  /** With the id of the application. */
  onDone: (application: string) => void;
  onRefused: (error: EngineError) => void;
}

/** Creates an application, and starts it where it would otherwise be stopped. */
export function useCreate(): {
  create: (values: ApplicationValues, outcomes: Outcomes) => void;
  isPending: boolean;
} {
  const queryClient = useQueryClient();
  const { mutate, isPending } = useAction('applications.create');
  const start = useAction('applications.start', notifyError);
  return {
    isPending,
    create(values, { onDone, onRefused }) {
      mutate(createInput(values), {
        onSuccess(application) {
          void queryClient.invalidateQueries({ queryKey: routeKey('applications.list') });
          // What has containers is made stopped.
          if (values.runtime === 'docker') start.mutate({ application: application.id });
          onDone(application.id);
        },
        onError: onRefused,
      });
    },
  };
}
