import { Button } from '@mantine/core';
import { Link } from 'wouter';
import type { DiskState, DoorSummary } from '../../../contract/index.ts';
import { useRoute } from '../../engine/index.ts';
import { IconServer } from '../../icons/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { Answer, ListSkeleton, Page, ProblemNote } from '../../parts/index.ts';
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
          <>
            {isRefusing(disk) && (
              <div className={styles.problem}>
                <ProblemNote tone="failed" problem={disk.problem ?? ''} details={disk.details} />
              </div>
            )}
            <div className={styles.house}>
              <ul className={styles.doors} aria-label={texts.doors.listLabel}>
                {doors.map((door) => (
                  <DoorCard key={door.door} door={withoutProblemOf(disk, door)} />
                ))}
              </ul>
              <ArchiveBox images={images} disk={disk} />
            </div>
          </>
        )}
      </Answer>
    </Page>
  );
}

const isRefusing = ({ state }: DiskState) => state === 'full' || state === 'failed';

/** What all doors wait for is told once, above them. */
function withoutProblemOf(disk: DiskState, door: DoorSummary): DoorSummary {
  const isOfDisk = isRefusing(disk) && door.problem === disk.problem;
  return isOfDisk ? { ...door, problem: null, details: null } : door;
}
