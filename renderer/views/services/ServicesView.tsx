import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { useRoute } from '../../engine/index.ts';
import { IconArchive, IconFolderPlus, IconPlus, IconPuzzle } from '../../icons/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { Answer, EmptyNote, ListSkeleton, Page } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { RestoreDialog } from './RestoreDialog.tsx';
import { ServiceCard } from './ServiceCard.tsx';
import styles from './ServicesView.module.css';

/** The services of the application, and the ways to another one. */
export function ServicesView() {
  const application = useApplicationId();
  const words = texts.services;
  const services = useRoute('services.list', { application });
  const [isRestoring, setRestoring] = useState(false);
  const actions = (
    <>
      <Button
        variant="default"
        leftSection={<IconArchive size={15} aria-hidden />}
        onClick={() => setRestoring(true)}
      >
        {words.restore}
      </Button>
      <Button
        component={Link}
        href={paths.installService(application)}
        variant="default"
        leftSection={<IconFolderPlus size={15} aria-hidden />}
      >
        {words.install}
      </Button>
      <Button
        component={Link}
        href={paths.newService(application)}
        leftSection={<IconPlus size={15} aria-hidden />}
      >
        {words.create}
      </Button>
    </>
  );
  const none = services.data?.length === 0;
  return (
    <Page title={words.title} description={words.lead} actions={none ? undefined : actions}>
      <Answer query={services} waiting={<ListSkeleton rows={3} height={160} />}>
        {(list) =>
          list.length === 0 ? (
            <EmptyNote icon={IconPuzzle} title={words.emptyTitle} text={words.emptyText}>
              {actions}
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
      <RestoreDialog opened={isRestoring} onClose={() => setRestoring(false)} />
    </Page>
  );
}
