import { Button } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { Arrival, EngineError } from '../../../contract/index.ts';
import { useAction } from '../../engine/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { Answer, notifyDone, notifyError, Section } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { ArrivalRow } from './ArrivalRow.tsx';
import styles from './Arrivals.module.css';

interface ArrivalsProps {
  query: UseQueryResult<Arrival[], EngineError>;
  /** The application's setting, in seconds. */
  quietSeconds: number;
}

/** More than this is told as a number. */
const mostShown = 50;

/** What is still coming in, and when it will be complete. Nothing at all when nothing comes. */
export function Arrivals({ query, quietSeconds }: ArrivalsProps) {
  const application = useApplicationId();
  const processNow = useAction('arrivals.process_now', notifyError);
  const collecting = query.data?.some(({ state }) => state === 'collecting') === true;

  function start(arrival?: string) {
    processNow.mutate(arrival === undefined ? { application } : { application, arrival }, {
      onSuccess: ({ count }) => notifyDone(texts.overview.processingStarted(count)),
    });
  }

  if (query.data?.length === 0) return null;
  return (
    <Section
      title={texts.overview.arriving}
      mark={<span className={styles.help}>{texts.overview.arrivingHelp}</span>}
      actions={
        collecting && (
          <Button variant="default" loading={processNow.isPending} onClick={() => start()}>
            {texts.overview.processAllNow}
          </Button>
        )
      }
    >
      <Answer query={query}>
        {(arrivals) => (
          <ul className={styles.list}>
            {arrivals.slice(0, mostShown).map((arrival) => (
              <ArrivalRow
                key={arrival.id}
                arrival={arrival}
                quietSeconds={quietSeconds}
                onProcess={() => start(arrival.id)}
              />
            ))}
            {arrivals.length > mostShown && (
              <li className={styles.row}>{texts.overview.moreArriving(arrivals.length - mostShown)}</li>
            )}
          </ul>
        )}
      </Answer>
    </Section>
  );
}
