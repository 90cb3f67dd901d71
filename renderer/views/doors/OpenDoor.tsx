import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { EngineError } from '../../../contract/index.ts';
import { useEngine } from '../../engine/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { announce, notifyError } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';

/** Opens a door as its settings are. */
export function OpenDoor({ door }: { door: 'scp' | 'http' }) {
  const engine = useEngine();
  const application = useApplicationId();
  const name = texts.doors.names[door];
  const open = useMutation<void, EngineError>({
    mutationFn: async () => {
      // Read anew: options are stored as a whole, and may have been changed elsewhere since they were shown.
      const { options } = await engine.request('applications.get', { application });
      await engine.request('applications.set_options', {
        application,
        options:
          door === 'scp'
            ? { scp: { ...options.scp, enabled: true } }
            : { http: { ...options.http, enabled: true } },
      });
    },
    onSuccess: () => announce(texts.doors.opened(name)),
    onError: notifyError,
  });
  return (
    <Button
      aria-label={texts.doors.actionOf(texts.doors.open, name)}
      loading={open.isPending}
      onClick={() => open.mutate()}
    >
      {texts.doors.open}
    </Button>
  );
}
