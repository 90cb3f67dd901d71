import { Button, Modal } from '@mantine/core';
import type { ApplicationSummary } from '../../../contract/index.ts';
import { ErrorNote } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import type { TourState } from '../../tour/index.ts';
import { freeName } from './freeName.ts';
import styles from './TourCard.module.css';
import { useBegin } from './useBegin.ts';

interface TourStartProps {
  applications: readonly ApplicationSummary[];
  /** The one that an earlier tour made. */
  former: ApplicationSummary | null;
  onBegin: (tour: TourState) => void;
  onClose: () => void;
}

/** Says what the tour does before anything is done. */
export function TourStart({ applications, former, onBegin, onClose }: TourStartProps) {
  const words = texts.tour;
  const name = former?.name ?? freeName(words.applicationName, applications);
  const { begin, isPending, error } = useBegin(onBegin);
  return (
    <Modal opened onClose={onClose} title={words.title} size={460}>
      <p className={styles.text}>{words.intro}</p>
      <p className={styles.text}>{former === null ? words.makes(name) : words.usesAgain(name)}</p>
      {error !== null && <ErrorNote error={error} />}
      <div className={styles.buttons}>
        <Button variant="default" size="sm" onClick={onClose}>
          {words.notNow}
        </Button>
        <Button
          size="sm"
          data-autofocus
          loading={isPending}
          onClick={() => begin({ name, former: former?.id ?? null })}
        >
          {words.begin}
        </Button>
      </div>
    </Modal>
  );
}
