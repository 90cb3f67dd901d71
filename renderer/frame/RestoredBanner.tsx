import { Button } from '@mantine/core';
import { useAction, useRoute } from '../engine/index.ts';
import { useApplicationId } from '../navigation/index.ts';
import { notifyError, StateIcon } from '../parts/index.ts';
import { texts } from '../texts/index.ts';
import styles from './Banner.module.css';

/** Says above every view that the history was restored from a backup, until somebody has read it. */
export function RestoredBanner() {
  const application = useApplicationId();
  const restored = useRoute('applications.get', { application }).data?.restored ?? null;
  const acknowledge = useAction('backups.acknowledge', notifyError);
  return (
    <div aria-live="polite">
      {restored !== null && (
        <div className={styles.banner} data-state="warning">
          <StateIcon tone="warning" />
          <span className={styles.words}>{restored.message}</span>
          <Button
            variant="default"
            size="compact-xs"
            loading={acknowledge.isPending}
            onClick={() => acknowledge.mutate({ application })}
          >
            {texts.frame.understood}
          </Button>
        </div>
      )}
    </div>
  );
}
