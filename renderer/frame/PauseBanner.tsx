import { Button } from '@mantine/core';
import { useAction, useRoute } from '../engine/index.ts';
import { formatDateTime } from '../format/index.ts';
import { IconPlayerPause } from '../icons/index.ts';
import { useApplicationId } from '../navigation/index.ts';
import { notifyError } from '../parts/index.ts';
import { texts } from '../texts/index.ts';
import styles from './Banner.module.css';

/** Says above every view what is paused, while something is, and ends it. */
export function PauseBanner() {
  const application = useApplicationId();
  const words = texts.control;
  const { data } = useRoute('channels.list', { application });
  const resume = useAction('channels.resume', notifyError);
  const lines = [
    ...(data?.paused == null
      ? []
      : [
          {
            channel: null,
            text: words.pausedApplication(formatDateTime(data.paused.since), data.paused.from),
          },
        ]),
    ...(data?.channels ?? []).flatMap(({ channel, paused }) =>
      paused === null
        ? []
        : [{ channel, text: words.pausedChannel(channel, formatDateTime(paused.since), paused.from) }],
    ),
  ];
  return (
    <div aria-live="polite">
      {lines.map(({ channel, text }) => (
        <div key={channel ?? ''} className={styles.banner} data-state="warning">
          <IconPlayerPause size={16} aria-hidden />
          <span className={styles.words}>{text}</span>
          <Button
            size="compact-xs"
            variant="default"
            loading={resume.isPending}
            {...(channel === null ? {} : { 'aria-label': words.resumeOf(channel) })}
            onClick={() =>
              resume.mutate({ application, from: 'window', ...(channel === null ? {} : { channel }) })
            }
          >
            {words.resume}
          </Button>
        </div>
      ))}
    </div>
  );
}
