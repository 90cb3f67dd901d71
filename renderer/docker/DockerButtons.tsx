import { Button } from '@mantine/core';
import { useRoute } from '../engine/index.ts';
import { texts } from '../texts/index.ts';
import { useReconnect, useStart } from './dockerActions.ts';

/** What a person can do about a Docker that does not answer: start it where that needs no password, or look again. */
export function DockerButtons() {
  const canStart = useRoute('docker.state', {}).data?.canStart ?? false;
  const start = useStart();
  const again = useReconnect();
  const words = texts.docker;
  return (
    <>
      {(canStart || start.isPending) && (
        <Button size="compact-xs" loading={start.isPending} onClick={start.run}>
          {words.start}
        </Button>
      )}
      <Button variant="default" size="compact-xs" loading={again.isPending} onClick={again.run}>
        {words.tryNow}
      </Button>
    </>
  );
}
