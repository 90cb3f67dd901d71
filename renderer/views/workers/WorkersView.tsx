import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { useRuntimeKind } from '../../docker/index.ts';
import { useEngine, useRoute } from '../../engine/index.ts';
import { IconBox, IconFolderPlus, IconPlus, IconSettings } from '../../icons/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { Answer, EmptyNote, ListSkeleton, Page } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { AdoptNotes } from './AdoptNotes.tsx';
import { CreateDialog, InstallDialog } from './installing/index.ts';
import { WorkerCard } from './WorkerCard.tsx';
import styles from './WorkersView.module.css';

/** The workers of the application, and the way to another one. */
export function WorkersView() {
  const runtime = useRuntimeKind();
  const words = texts.workers;
  if (runtime !== 'local') return <Workers />;
  return (
    <Page title={words.title} description={words.lead}>
      <EmptyNote icon={IconBox} title={words.localTitle} text={words.localText}>
        <ToSettings />
      </EmptyNote>
    </Page>
  );
}

function ToSettings() {
  const application = useApplicationId();
  return (
    <Button
      component={Link}
      href={paths.settings(application)}
      leftSection={<IconSettings size={15} aria-hidden />}
    >
      {texts.workers.toSettings}
    </Button>
  );
}

function Workers() {
  const application = useApplicationId();
  const engine = useEngine();
  const words = texts.workers;
  const workers = useRoute('workers.list', { application });
  const [folder, setFolder] = useState<string | null>(null);
  const [creating, setCreating] = useState(false);

  async function choose() {
    const { paths: chosen } = await engine.shell('shell.choose', { what: 'worker-folder' });
    if (chosen[0] !== undefined) setFolder(chosen[0]);
  }

  const actions = (
    <>
      <Button
        variant="default"
        leftSection={<IconPlus size={15} aria-hidden />}
        onClick={() => setCreating(true)}
      >
        {words.create}
      </Button>
      <Button leftSection={<IconFolderPlus size={15} aria-hidden />} onClick={() => void choose()}>
        {words.install}
      </Button>
    </>
  );
  const none = workers.data?.length === 0;
  return (
    <Page title={words.title} description={words.lead} actions={none ? undefined : actions}>
      <Answer query={workers} waiting={<ListSkeleton rows={3} height={160} />}>
        {(list) => (
          <>
            <AdoptNotes workers={list} />
            {list.length === 0 ? (
              <EmptyNote icon={IconBox} title={words.emptyTitle} text={words.emptyText}>
                {actions}
              </EmptyNote>
            ) : (
              <ul className={styles.list}>
                {list.map((worker) => (
                  <WorkerCard key={worker.name} worker={worker} />
                ))}
              </ul>
            )}
          </>
        )}
      </Answer>
      {folder !== null && (
        <InstallDialog
          key={folder}
          folder={folder}
          installed={workers.data?.map(({ name }) => name) ?? []}
          onClose={() => setFolder(null)}
        />
      )}
      {creating && (
        <CreateDialog
          onClose={() => setCreating(false)}
          onCreated={(created) => {
            setCreating(false);
            setFolder(created);
          }}
        />
      )}
    </Page>
  );
}
