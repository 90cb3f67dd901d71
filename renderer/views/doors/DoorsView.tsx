import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { useRoute } from '../../engine/index.ts';
import { IconServer } from '../../icons/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { Answer, ListSkeleton, Page } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { ArchiveBox } from './ArchiveBox.tsx';
import { DoorCard } from './DoorCard.tsx';
import styles from './DoorsView.module.css';

/** All doors and the archive behind them. */
export function DoorsView() {
  const application = useApplicationId();
  const list = useRoute('doors.list', { application });
  const images = useRoute('applications.get', { application }).data?.counts.instances ?? null;
  return (
    <Page
      title={texts.doors.title}
      description={texts.doors.lead}
      actions={
        <Button
          component={Link}
          href={paths.diskSpace(application)}
          variant="default"
          leftSection={<IconServer size={15} aria-hidden />}
        >
          {texts.doors.diskSpace}
        </Button>
      }
    >
      <Answer query={list} waiting={<ListSkeleton rows={5} height={96} />}>
        {({ doors, disk }) => (
          <div className={styles.house}>
            <ul className={styles.doors} aria-label={texts.doors.listLabel}>
              {doors.map((door) => (
                <DoorCard key={door.door} door={door} />
              ))}
            </ul>
            <ArchiveBox images={images} disk={disk} />
          </div>
        )}
      </Answer>
    </Page>
  );
}
