import { ActionIcon, Menu } from '@mantine/core';
import { useState } from 'react';
import { useControl } from '../../control/index.ts';
import { IconBan, IconDotsVertical, IconRotateClockwise } from '../../icons/index.ts';
import { Confirm } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';

/** Cancels or requeues what there is of a service in all runs. */
export function ServiceMenu({ service }: { service: string }) {
  const words = texts.control;
  const { cancel, requeue, isPending } = useControl();
  const [asked, setAsked] = useState(false);
  const close = () => setAsked(false);
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={words.ofService(service)} loading={isPending && !asked}>
            <IconDotsVertical size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconBan size={14} aria-hidden />} onClick={() => setAsked(true)}>
            {words.cancelService}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconRotateClockwise size={14} aria-hidden />}
            onClick={() => requeue({ service })}
          >
            {words.requeueService}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Confirm
        opened={asked}
        title={words.cancelServiceTitle(service)}
        text={words.cancelServiceText}
        action={words.cancelServiceConfirm}
        back={words.goBack}
        busy={isPending}
        onClose={close}
        onConfirm={() => cancel({ service }, close)}
      />
    </>
  );
}
