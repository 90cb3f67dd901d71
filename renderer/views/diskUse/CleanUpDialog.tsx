import { Modal, NumberInput } from '@mantine/core';
import { useId, useState } from 'react';
import type { RetentionOptions } from '../../../contract/index.ts';
import { CleanUpPreview } from '../../cleanUp/index.ts';
import { useRoute } from '../../engine/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { Answer } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './DiskUseView.module.css';

const limits = ['inputsDays', 'resultsDays', 'logsDays', 'scratchDays', 'quarantineDays'] as const;

interface CleanUpDialogProps {
  opened: boolean;
  onClose: () => void;
  /** Called when something was removed. */
  onDone: () => void;
}

/** Removes what ended runs left behind, once, by limits that are given here. */
export function CleanUpDialog({ opened, onClose, onDone }: CleanUpDialogProps) {
  const words = texts.diskUse;
  return (
    <Modal opened={opened} onClose={onClose} title={words.cleanUpTitle} size={520}>
      <Limits onDone={onDone} />
    </Modal>
  );
}

function Limits({ onDone }: Pick<CleanUpDialogProps, 'onDone'>) {
  const application = useApplicationId();
  const query = useRoute('applications.get', { application });
  return (
    <Answer query={query}>
      {({ options: { retention } }) => <LimitFields own={retention} onDone={onDone} />}
    </Answer>
  );
}

function LimitFields({ own, onDone }: Pick<CleanUpDialogProps, 'onDone'> & { own: RetentionOptions }) {
  const words = texts.diskUse;
  const helpId = useId();
  const [changed, setChanged] = useState<Partial<RetentionOptions>>({});
  // Only what is seen here decides: what the application may take in all is no limit of a single clean-up.
  const options = { ...own, ...changed, maxBytes: 0 };
  return (
    <div className={styles.limits}>
      <p className={styles.note}>{words.cleanUpLead}</p>
      <fieldset className={styles.fields}>
        <legend>{words.keepDays}</legend>
        <p className={styles.wide} id={helpId}>
          {words.keepDaysHelp}
        </p>
        {limits.map((limit) => (
          <NumberInput
            key={limit}
            size="xs"
            label={words.cleanUpParts[limit]}
            aria-describedby={helpId}
            min={0}
            max={36_500}
            allowDecimal={false}
            value={options[limit]}
            onChange={(value) => setChanged({ ...changed, [limit]: typeof value === 'number' ? value : 0 })}
          />
        ))}
      </fieldset>
      <CleanUpPreview options={options} onDone={onDone} />
    </div>
  );
}
