import { Button, Menu } from '@mantine/core';
import { useAction, useRoute } from '../engine/index.ts';
import { IconChevronDown, IconPlayerPause, IconPlayerPlay } from '../icons/index.ts';
import { useApplicationId } from '../navigation/index.ts';
import { notifyError } from '../parts/index.ts';
import { texts } from '../texts/index.ts';
import styles from './PauseMenu.module.css';

/** Pauses and resumes single channels, or all of them. */
export function PauseMenu() {
  const application = useApplicationId();
  const words = texts.control;
  // What is queued and running changes all the time; it is looked at when the menu opens.
  const { data, refetch } = useRoute('channels.list', { application });
  const pause = useAction('channels.pause', notifyError);
  const resume = useAction('channels.resume', notifyError);

  function change(isPaused: boolean, channel?: string) {
    const { mutate } = isPaused ? resume : pause;
    mutate({ application, from: 'window', ...(channel === undefined ? {} : { channel }) });
  }
  const isPaused = data !== undefined && data.paused !== null;
  const isAnyPaused = isPaused || (data?.channels ?? []).some(({ paused }) => paused !== null);
  return (
    <Menu position="bottom-end" onOpen={() => void refetch()}>
      <Menu.Target>
        <Button
          size="xs"
          variant="default"
          loading={pause.isPending || resume.isPending}
          leftSection={<IconPlayerPause size={14} aria-hidden />}
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          {isAnyPaused ? words.isPaused : words.pause}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={360} className={styles.channels}>
        <Menu.Item leftSection={<Sign isPaused={isPaused} />} onClick={() => change(isPaused)}>
          {isPaused ? words.resumeApplication : words.pauseApplication}
        </Menu.Item>
        {data?.channels.map(({ channel, queued, running, paused }) => (
          <Menu.Item
            key={channel}
            leftSection={<Sign isPaused={paused !== null} />}
            rightSection={<span className={styles.open}>{words.openIn(queued, running)}</span>}
            onClick={() => change(paused !== null, channel)}
          >
            {paused === null ? words.pauseChannel(channel) : words.resumeChannel(channel)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** What a click does. */
function Sign({ isPaused }: { isPaused: boolean }) {
  const Icon = isPaused ? IconPlayerPlay : IconPlayerPause;
  return <Icon size={14} aria-hidden />;
}
