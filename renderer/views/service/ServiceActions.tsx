import { ActionIcon, Menu } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { ServiceDetail } from '../../../contract/index.ts';
import { IconArchive, IconDotsVertical, IconFolderOpen, IconRefresh, IconTrash } from '../../icons/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { notifyError } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { BackupDialog } from './BackupDialog.tsx';
import { RemoveService } from './RemoveService.tsx';
import { useOpenService } from './useOpenService.ts';

/** What can be done with a service as a whole. */
export function ServiceActions({ service }: { service: ServiceDetail }) {
  const application = useApplicationId();
  const [, navigate] = useLocation();
  const words = texts.service;
  const { open } = useOpenService(service.name);
  const [asked, setAsked] = useState<'backup' | 'remove' | null>(null);
  const close = () => setAsked(null);
  async function showFolder() {
    const shown = await open('folder');
    if (shown?.opened === false) notifyError({ message: words.noFolder(shown.command) });
  }
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={words.menu(service.name)}>
            <IconDotsVertical size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconRefresh size={14} aria-hidden />}
            onClick={() => navigate(paths.service(application, service.name, 'update'))}
          >
            {words.update}
          </Menu.Item>
          <Menu.Item leftSection={<IconFolderOpen size={14} aria-hidden />} onClick={() => void showFolder()}>
            {words.folder}
          </Menu.Item>
          <Menu.Item leftSection={<IconArchive size={14} aria-hidden />} onClick={() => setAsked('backup')}>
            {words.backup}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item leftSection={<IconTrash size={14} aria-hidden />} onClick={() => setAsked('remove')}>
            {words.remove}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <BackupDialog service={service.name} opened={asked === 'backup'} onClose={close} />
      <RemoveService service={service} opened={asked === 'remove'} onClose={close} />
    </>
  );
}
