import { Modal, NumberInput } from '@mantine/core';
import { useState } from 'react';
import type { RetentionOptions } from '../../../contract/index.ts';
import { CleanUpPreview } from '../../cleanUp/index.ts';
import { useRoute } from '../../engine/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './DiskUseView.module.css';

const limits = ['inputsDays', 'resultsDays', 'logsDays', 'scratchDays', 'quarantineDays'] as const;

interface CleanUpDialogProps {
  opened: boolean;
  onClose: () => void;
}

/** Removes what ended runs left behind, once, by limits that are given here. */
export function CleanUpDialog({ opened, onClose }: CleanUpDialogProps) {
  const words = texts.diskUse;
  return (
    <Modal opened={opened} onClose={onClose} title={words.cleanUpTitle} size={520}>
      <Limits />
    </Modal>
  );
}

function Limits() {
  const words = texts.diskUse;
  const application = useApplicationId();
  const own = useRoute('applications.get', { application }).data?.options.retention;
  const [changed, setChanged] = useState<Partial<RetentionOptions>>({});
  if (own === undefined) return null;
  const options = { ...own, ...changed };
  return (
    <div className={styles.limits}>
      <p className={styles.note}>{words.cleanUpLead}</p>
      <fieldset className={styles.fields}>
        <legend>{words.keepDays}</legend>
        <p className={styles.wide}>{words.keepDaysHelp}</p>
        {limits.map((limit) => (
          <NumberInput
            key={limit}
            size="xs"
            label={words.cleanUpParts[limit]}
            min={0}
            max={36_500}
            allowDecimal={false}
            value={options[limit]}
            onChange={(value) => setChanged({ ...changed, [limit]: typeof value === 'number' ? value : 0 })}
          />
        ))}
      </fieldset>
      <CleanUpPreview options={options} />
    </div>
  );
}
