import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Peer, RouteOutput } from '../../../contract/index.ts';
import { useAction, useEngine, useRoute } from '../../engine/index.ts';
import { IconDownload, IconNetwork, IconPlus } from '../../icons/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import {
  Answer,
  Confirm,
  EmptyNote,
  ListSkeleton,
  notifyDone,
  notifyError,
  Page,
} from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { PeerDialog } from './form/index.ts';
import { ImportedPeers } from './ImportedPeers.tsx';
import { PeerList } from './PeerList.tsx';

/** The other DICOM nodes that the application knows. */
export function PeersView() {
  const application = useApplicationId();
  const engine = useEngine();
  const words = texts.peers;
  const peers = useRoute('peers.list', { application });
  const importList = useAction('peers.import', notifyError);
  const remove = useAction('peers.remove', notifyError);
  const [edited, setEdited] = useState<Peer | null>(null);
  const [leaving, setLeaving] = useState<Peer | null>(null);
  const [imported, setImported] = useState<RouteOutput<'peers.import'> | null>(null);

  async function chooseList() {
    const { paths } = await engine.shell('shell.choose', { what: 'peer-list' });
    if (paths[0] === undefined) return;
    importList.mutate(
      { application, path: paths[0] },
      {
        onSuccess: (result) => {
          if (result.skipped.length === 0) notifyDone(words.imported(result.added.length));
          else setImported(result);
        },
      },
    );
  }
  function removePeer({ name }: Peer) {
    remove.mutate(
      { application, peer: name },
      { onSuccess: () => notifyDone(words.removed(name)), onSettled: () => setLeaving(null) },
    );
  }

  const actions = (
    <>
      <Button
        variant="default"
        leftSection={<IconDownload size={15} aria-hidden />}
        loading={importList.isPending}
        onClick={() => void chooseList()}
      >
        {words.importList}
      </Button>
      <Button
        component={Link}
        href={paths.newPeer(application)}
        leftSection={<IconPlus size={15} aria-hidden />}
      >
        {words.add}
      </Button>
    </>
  );
  return (
    <Page
      title={words.title}
      description={words.lead}
      actions={peers.data?.length === 0 ? undefined : actions}
    >
      <Answer query={peers} waiting={<ListSkeleton rows={4} height={58} />}>
        {(list) =>
          list.length === 0 ? (
            <EmptyNote icon={IconNetwork} title={words.emptyTitle} text={words.emptyText}>
              {actions}
            </EmptyNote>
          ) : (
            <PeerList peers={list} onEdit={setEdited} onRemove={setLeaving} />
          )
        }
      </Answer>
      {edited !== null && <PeerDialog peer={edited} onClose={() => setEdited(null)} />}
      {leaving !== null && (
        <Confirm
          opened
          title={words.removeTitle(leaving.name)}
          text={words.removeText}
          action={words.removeAction}
          busy={remove.isPending}
          onConfirm={() => removePeer(leaving)}
          onClose={() => setLeaving(null)}
        />
      )}
      {imported !== null && <ImportedPeers result={imported} onClose={() => setImported(null)} />}
    </Page>
  );
}
