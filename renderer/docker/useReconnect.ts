import { useQueryClient } from '@tanstack/react-query';
import { routeKey, useAction } from '../engine/index.ts';
import { notifyDone, notifyError } from '../parts/index.ts';
import { texts } from '../texts/index.ts';

/** Has Docker looked for at once, and says what came of it. */
export function useReconnect(): { reconnect: () => void; isPending: boolean } {
  const queryClient = useQueryClient();
  const { mutate, isPending } = useAction('docker.reconnect', notifyError);
  return {
    isPending,
    reconnect: () =>
      mutate(
        {},
        {
          onSuccess(state) {
            queryClient.setQueryData(routeKey('docker.state'), state);
            if (state.state === 'connected') notifyDone(texts.docker.isThere);
            else notifyError({ message: texts.docker.stillThere, ...said(state.problem?.message) });
          },
        },
      ),
  };
}

function said(advice: string | undefined): { advice?: string } {
  return advice === undefined ? {} : { advice };
}
