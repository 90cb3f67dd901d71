import { Button, Menu } from '@mantine/core';
import { useState } from 'react';
import {
  IconChevronDown,
  IconHammer,
  IconPlayerPlay,
  IconPlayerStop,
  IconPower,
  IconRefresh,
} from '../icons/index.ts';
import { Confirm, StateIcon } from '../parts/index.ts';
import { texts } from '../texts/index.ts';
import { lifeTones } from './lifeTones.ts';
import { useLife } from './useLife.ts';

/** Whether the application runs; starts, stops, restarts and prepares it. */
export function LifeMenu() {
  const words = texts.life;
  const { life, isPending, start, stop, restart, init } = useLife();
  const [asked, setAsked] = useState(false);
  if (life === undefined) return null;
  const { state } = life;
  const isOff = state === 'stopped' || state === 'failed';
  return (
    <>
      {isOff && (
        <Button leftSection={<IconPlayerPlay size={14} aria-hidden />} loading={isPending} onClick={start}>
          {state === 'failed' ? words.startNow : words.start}
        </Button>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <Button
            variant="default"
            aria-label={words.menu(words.states[state])}
            leftSection={<StateIcon tone={lifeTones[state]} size={14} />}
            rightSection={<IconChevronDown size={14} aria-hidden />}
          >
            {words.states[state]}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconPlayerStop size={14} aria-hidden />}
            disabled={state === 'stopped' || state === 'stopping'}
            onClick={() => stop('wait')}
          >
            {words.stop}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconPower size={14} aria-hidden />}
            disabled={state === 'stopped'}
            onClick={() => setAsked(true)}
          >
            {words.stopNow}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconRefresh size={14} aria-hidden />}
            disabled={state !== 'running' && state !== 'failed'}
            onClick={restart}
          >
            {words.restart}
          </Menu.Item>
          <Menu.Item leftSection={<IconHammer size={14} aria-hidden />} onClick={init}>
            {words.init}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Confirm
        opened={asked}
        title={words.stopNowTitle}
        text={words.stopNowText}
        action={words.stopNow}
        busy={false}
        onClose={() => setAsked(false)}
        onConfirm={() => {
          setAsked(false);
          stop('interrupt');
        }}
      />
    </>
  );
}
