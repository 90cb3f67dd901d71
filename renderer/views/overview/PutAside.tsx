import { Button } from '@mantine/core';
import { useState } from 'react';
import { useRoute } from '../../engine/index.ts';
import { formatPersonName } from '../../format/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { Ago, Section, StateIcon } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { ArrivalFacts } from './ArrivalFacts.tsx';
import styles from './Arrivals.module.css';
import { useProcessNow } from './useProcessNow.ts';

const firstShown = 5;

/** What came and was not processed, and why. Nothing at all when nothing was put aside. */
export function PutAside() {
  const application = useApplicationId();
  const [all, setAll] = useState(false);
  const list = useRoute('arrivals.list', { application, state: 'put-aside' }).data ?? [];
  const processNow = useProcessNow();
  if (list.length === 0) return null;
  const shown = all ? list : list.slice(0, firstShown);
  return (
    <Section
      title={texts.overview.putAside}
      mark={<span className={styles.help}>{texts.overview.putAsideHelp}</span>}
    >
      <ul className={styles.list}>
        {shown.map((arrival) => (
          <li key={arrival.id} className={styles.row}>
            <StateIcon tone="skipped" size={22} />
            <ArrivalFacts arrival={arrival} />
            <span className={styles.due}>
              <Ago at={arrival.lastInstanceAt} />
            </span>
            <Button
              variant="default"
              aria-label={texts.overview.processNowOf(
                formatPersonName(arrival.PatientName) || arrival.PatientID,
              )}
              onClick={() => processNow.start(arrival.id)}
            >
              {texts.overview.processNow}
            </Button>
          </li>
        ))}
      </ul>
      {shown.length < list.length && (
        <Button variant="subtle" onClick={() => setAll(true)}>
          {texts.overview.allPutAside(list.length)}
        </Button>
      )}
    </Section>
  );
}
