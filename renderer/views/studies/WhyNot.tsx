import { Button } from '@mantine/core';
import { useState } from 'react';
import { useRoute } from '../../engine/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { Answer, Section } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './WhyNot.module.css';
import { WhyNotArrival } from './WhyNotArrival.tsx';

/** Why jobs would run on a study, or not; asked when somebody wants to know. */
export function WhyNot({ study }: { study: string }) {
  const words = texts.explain;
  /** How often it was asked. */
  const [times, setTimes] = useState(0);
  return (
    <Section
      title={words.title}
      actions={
        <Button variant="default" onClick={() => setTimes(times + 1)}>
          {times === 0 ? words.ask : words.askAgain}
        </Button>
      }
    >
      <p className={styles.lead}>{words.lead}</p>
      {times > 0 && <Explained key={times} study={study} />}
    </Section>
  );
}

function Explained({ study }: { study: string }) {
  const application = useApplicationId();
  const query = useRoute('explain.stored', { application, level: 'study', key: study }, { keep: false });
  return (
    <Answer query={query} waiting={<output className={styles.lead}>{texts.explain.waiting}</output>}>
      {({ arrivals }) => (
        <>
          {arrivals.map((arrival) => (
            <WhyNotArrival key={arrival.key} arrival={arrival} />
          ))}
        </>
      )}
    </Answer>
  );
}
