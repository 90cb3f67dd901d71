import { ActionIcon, Button, Menu } from '@mantine/core';
import { Link } from 'wouter';
import type { Peer } from '../../../contract/index.ts';
import { useAction } from '../../engine/index.ts';
import { formatDuration } from '../../format/index.ts';
import { IconDotsVertical, IconNetwork, IconPencil, IconSearch, IconTrash } from '../../icons/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { announce, ErrorNote, StateBadge } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { peerInWords } from './peerInWords.ts';
import styles from './PeersView.module.css';

interface PeerRowProps {
  peer: Peer;
  onEdit: () => void;
  onRemove: () => void;
}

/** One peer: where it is, whether it answers, and the way to its studies. */
export function PeerRow({ peer, onEdit, onRemove }: PeerRowProps) {
  const application = useApplicationId();
  const words = texts.peers;
  const echo = useAction('peers.echo');
  const { name } = peer;

  function test() {
    echo.mutate(
      { application, peer: name },
      {
        onSuccess: ({ milliseconds }) => announce(words.answeredTold(name, formatDuration(milliseconds))),
      },
    );
  }

  return (
    <li className={styles.peer}>
      <div className={styles.line}>
        <span className={styles.icon}>
          <IconNetwork size={18} stroke={1.7} aria-hidden />
        </span>
        <div className={styles.words}>
          <h2 className={styles.name}>{name}</h2>
          <p className={styles.facts}>{peerInWords(peer).join(' · ')}</p>
        </div>
        {echo.data !== undefined && !echo.isPending && (
          <StateBadge tone="succeeded" label={words.answered(formatDuration(echo.data.milliseconds))} />
        )}
        <Button variant="default" loading={echo.isPending} aria-label={words.testOf(name)} onClick={test}>
          {words.test}
        </Button>
        <Button
          component={Link}
          href={paths.peer(application, name)}
          variant="default"
          leftSection={<IconSearch size={15} aria-hidden />}
          aria-label={words.browseOf(name)}
        >
          {words.browse}
        </Button>
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon aria-label={words.more(name)}>
              <IconDotsVertical size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconPencil size={15} />} onClick={onEdit}>
              {words.edit}
            </Menu.Item>
            <Menu.Item leftSection={<IconTrash size={15} />} onClick={onRemove}>
              {words.remove}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
      {echo.error !== null && !echo.isPending && <ErrorNote error={echo.error} />}
    </li>
  );
}
