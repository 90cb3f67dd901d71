import { Button, Menu } from '@mantine/core';
import { Link } from 'wouter';
import type { Chosen } from '../../contract/index.ts';
import { useAction, useRoute } from '../engine/index.ts';
import { IconChevronDown, IconSend } from '../icons/index.ts';
import { paths, useApplicationId } from '../navigation/index.ts';
import { notifyDone, notifyError } from '../parts/index.ts';
import { texts } from '../texts/index.ts';
import styles from './studyWork.module.css';

/** Sends studies and series to a peer. */
export function SendTo({ chosen, size }: { chosen: Chosen; size: 'xs' | 'sm' }) {
  const application = useApplicationId();
  const words = texts.query;
  const peers = useRoute('peers.list', { application }).data ?? [];
  const send = useAction('peers.send', notifyError);
  // Only C-STORE sends.
  const targets = peers.filter(({ kind }) => kind === 'dicom');
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="default"
          size={size}
          loading={send.isPending}
          leftSection={<IconSend size={15} aria-hidden />}
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          {words.sendTo}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={360} className={styles.targets}>
        {targets.map(({ name }) => (
          <Menu.Item
            key={name}
            onClick={() =>
              send.mutate(
                { application, peer: name, ...chosen },
                { onSuccess: () => notifyDone(words.sending(name)) },
              )
            }
          >
            {name}
          </Menu.Item>
        ))}
        {targets.length === 0 && (
          <Menu.Item component={Link} href={paths.peers(application)}>
            {peers.length === 0 ? words.addPeers : words.sendOnlyDicom}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
