import { useQueryClient } from '@tanstack/react-query';
import { routeKey, useAction } from '../engine/index.ts';
import { notifyDone, notifyError } from '../parts/index.ts';
import { texts } from '../texts/index.ts';

/** Something that is done about Docker, and says what came of it. */
interface DockerAction {
  run: () => void;
  isPending: boolean;
}

/** Has Docker looked for at once. */
export const useReconnect = (): DockerAction => useDockerAction('docker.reconnect');

/** Starts Docker, and waits until it answers. */
export const useStart = (): DockerAction => useDockerAction('docker.start');

function useDockerAction(route: 'docker.reconnect' | 'docker.start'): DockerAction {
  const queryClient = useQueryClient();
  const { mutate, isPending } = useAction(route, notifyError);
  return {
    isPending,
    run: () =>
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
