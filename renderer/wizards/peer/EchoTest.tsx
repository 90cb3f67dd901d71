import { Button } from '@mantine/core';
import type { Peer } from '../../../contract/index.ts';
import { useAction } from '../../engine/index.ts';
import { formatDuration } from '../../format/index.ts';
import { announce, ErrorNote, StateBadge } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './PeerWizard.module.css';

/** Asks a peer whether it answers, before it is added. */
export function EchoTest({ application, peer }: { application: string; peer: Peer }) {
  const words = texts.peers;
  const echo = useAction('peers.echo');
  return (
    <>
      <div className={styles.test}>
        <Button
          variant="default"
          loading={echo.isPending}
          onClick={() =>
            echo.mutate(
              { application, peer },
              {
                onSuccess: ({ milliseconds }) =>
                  announce(words.answeredTold(peer.name, formatDuration(milliseconds))),
              },
            )
          }
        >
          {texts.peerWizard.test}
        </Button>
        {echo.data === undefined || echo.isPending ? (
          <span className={styles.hint}>{texts.peerWizard.testHelp[peer.kind]}</span>
        ) : (
          <StateBadge tone="succeeded" label={words.answered(formatDuration(echo.data.milliseconds))} />
        )}
      </div>
      {echo.error !== null && !echo.isPending && <ErrorNote error={echo.error} />}
    </>
  );
}
