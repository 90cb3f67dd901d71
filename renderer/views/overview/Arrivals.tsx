import { Button } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { Arrival, CompletenessOptions, EngineError } from '../../../contract/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { Answer, Section } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { ArrivalRow } from './ArrivalRow.tsx';
import styles from './Arrivals.module.css';
import { useProcessNow } from './useProcessNow.ts';

interface ArrivalsProps {
  query: UseQueryResult<Arrival[], EngineError>;
  /** The application's setting. */
  afterMaximumWait: CompletenessOptions['afterMaximumWait'];
}

/** More than this is told as a number. */
const mostShown = 50;

/** What is still coming in, and when it will be complete. Nothing at all when nothing comes. */
export function Arrivals({ query, afterMaximumWait }: ArrivalsProps) {
  const application = useApplicationId();
  const { start, isPending } = useProcessNow();
  const collecting = query.data?.some(({ state }) => state === 'collecting') === true;

  if (query.data?.length === 0) return null;
  return (
    <Section
      title={texts.overview.arriving}
      mark={
        <span className={styles.help}>
          {texts.overview.arrivingHelp}{' '}
          <Link href={paths.completeness(application)} className={styles.link}>
            {texts.overview.whenComplete}
          </Link>
        </span>
      }
      actions={
        collecting && (
          <Button variant="default" loading={isPending} onClick={() => start()}>
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
                afterMaximumWait={afterMaximumWait}
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
