import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { useRuntimeKind } from '../../docker/index.ts';
import { useRoute } from '../../engine/index.ts';
import { IconBox, IconFolderPlus, IconPlus, IconSettings } from '../../icons/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { Answer, EmptyNote, ListSkeleton, Page } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { AdoptNotes } from './AdoptNotes.tsx';
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
  const words = texts.workers;
  const workers = useRoute('workers.list', { application });
  const actions = (
    <>
      <Button
        component={Link}
        href={paths.installWorker(application)}
        variant="default"
        leftSection={<IconFolderPlus size={15} aria-hidden />}
      >
        {words.install}
      </Button>
      <Button
        component={Link}
        href={paths.newWorker(application)}
        leftSection={<IconPlus size={15} aria-hidden />}
      >
        {words.create}
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
    </Page>
  );
}
