import { Button } from '@mantine/core';
import type { RouteInput } from '../../../contract/index.ts';
import { useAction, useRoute } from '../../engine/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { announce, notifyError } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';

/** Opens a door as its settings are. */
export function OpenDoor({ door }: { door: 'scp' | 'http' }) {
  const application = useApplicationId();
  const options = useRoute('applications.get', { application }).data?.options;
  const save = useAction('applications.set_options', notifyError);
  const name = texts.doors.names[door];
  function open() {
    if (options === undefined) return;
    const changes: RouteInput<'applications.set_options'>['options'] =
      door === 'scp'
        ? { scp: { ...options.scp, enabled: true } }
        : { http: { ...options.http, enabled: true } };
    save.mutate({ application, options: changes }, { onSuccess: () => announce(texts.doors.opened(name)) });
  }
  return (
    <Button aria-label={texts.doors.openNamed(name)} loading={save.isPending} onClick={open}>
      {texts.doors.open}
    </Button>
  );
}
