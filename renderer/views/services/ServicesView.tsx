import { Button } from '@mantine/core';
import { IconFolderPlus, IconPuzzle } from '../../icons/index.ts';
import { useState } from 'react';
import { useEngine, useRoute } from '../../engine/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { Answer, EmptyNote, ListSkeleton, Page } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { InstallDialog } from './InstallDialog.tsx';
import { ServiceCard } from './ServiceCard.tsx';
import styles from './ServicesView.module.css';

/** The services of the application, and the way to another one. */
export function ServicesView() {
  const application = useApplicationId();
  const engine = useEngine();
  const services = useRoute('services.list', { application });
  const [folder, setFolder] = useState<string | null>(null);

  async function choose() {
    const { paths } = await engine.shell('shell.choose', { what: 'service-folder' });
    if (paths[0] !== undefined) setFolder(paths[0]);
  }

  const install = (
    <Button leftSection={<IconFolderPlus size={15} aria-hidden />} onClick={() => void choose()}>
      {texts.services.install}
    </Button>
  );
  const none = services.data?.length === 0;
  return (
    <Page title={texts.services.title} description={texts.services.lead} actions={none ? undefined : install}>
      <Answer query={services} waiting={<ListSkeleton rows={3} height={160} />}>
        {(list) =>
          list.length === 0 ? (
            <EmptyNote icon={IconPuzzle} title={texts.services.emptyTitle} text={texts.services.emptyText}>
              {install}
            </EmptyNote>
          ) : (
            <ul className={styles.list}>
              {list.map((service) => (
                <ServiceCard key={service.name} service={service} />
              ))}
            </ul>
          )
        }
      </Answer>
      {folder !== null && (
        <InstallDialog
          key={folder}
          folder={folder}
          installed={services.data?.map(({ name }) => name) ?? []}
          onClose={() => setFolder(null)}
        />
      )}
    </Page>
  );
}
