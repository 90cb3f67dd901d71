import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { DiskUse } from '../../../contract/index.ts';
import { UnusedImages } from '../../cleanUp/index.ts';
import { routeKey, useEngine, useRoute } from '../../engine/index.ts';
import { formatBytes } from '../../format/index.ts';
import { IconRefresh } from '../../icons/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { Ago, Answer, notifyFailure, Page } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { CleanUpDialog } from './CleanUpDialog.tsx';
import { DiskBar } from './DiskBar.tsx';
import styles from './DiskUseView.module.css';
import { MachineTable } from './MachineTable.tsx';
import { PartTable } from './PartTable.tsx';

/** What an application takes on the disk, and the ways to less of it. */
export function DiskUseView() {
  const words = texts.diskUse;
  const application = useApplicationId();
  const engine = useEngine();
  const queries = useQueryClient();
  const query = useRoute('disk.use', { application });
  const [measuring, setMeasuring] = useState(false);
  const [cleaning, setCleaning] = useState(false);

  async function measure() {
    setMeasuring(true);
    try {
      await engine.request('disk.use', { application, refresh: true });
      await Promise.all([
        query.refetch(),
        // What all applications take holds this one's sum as well.
        queries.invalidateQueries({ queryKey: routeKey('disk.machine') }),
      ]);
    } catch (error) {
      notifyFailure(error);
    } finally {
      setMeasuring(false);
    }
  }
  return (
    <Page
      title={words.title}
      description={words.lead}
      actions={
        <>
          {query.data !== undefined && (
            <span className={styles.measured}>
              {words.measured} <Ago at={query.data.at} />
            </span>
          )}
          <Button
            variant="default"
            loading={measuring}
            leftSection={<IconRefresh size={15} aria-hidden />}
            onClick={() => void measure()}
          >
            {words.refresh}
          </Button>
        </>
      }
    >
      <Answer query={query}>
        {(use) => (
          <>
            <p className={styles.sum}>{inWords(use)}</p>
            <DiskBar use={use} />
            <PartTable parts={use.parts} onCleanUp={() => setCleaning(true)} />
            <p className={styles.shared}>{words.sharedNote}</p>
            <UnusedImages onRemoved={() => void measure()} />
            <MachineTable />
          </>
        )}
      </Answer>
      <CleanUpDialog opened={cleaning} onClose={() => setCleaning(false)} onDone={() => void measure()} />
    </Page>
  );
}

function inWords({ bytes, disk }: DiskUse): string {
  const free = disk === null ? null : formatBytes(disk.freeBytes);
  return texts.diskUse.sum(formatBytes(bytes), free, disk === null ? null : formatBytes(disk.totalBytes));
}
