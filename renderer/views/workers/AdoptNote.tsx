import { Button, Select } from '@mantine/core';
import { useId, useState } from 'react';
import type { RouteOutput, WorkerSummary } from '../../../contract/index.ts';
import { useAction } from '../../engine/index.ts';
import { IconPuzzle } from '../../icons/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { notifyDone, notifyError } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './AdoptNotes.module.css';

/** Lines shown of a file; the rest is counted. */
const mostLines = 6;

interface AdoptNoteProps {
  offer: RouteOutput<'workers.adoptable'>[number];
  workers: WorkerSummary[];
}

/** Offers to add what a service brings to a worker. */
export function AdoptNote({ offer, workers }: AdoptNoteProps) {
  const application = useApplicationId();
  const words = texts.workers;
  const title = useId();
  const adopt = useAction('workers.adopt', notifyError);
  const [worker, setWorker] = useState(offer.worker ?? workers[0]?.name ?? '');
  const environments = workers.find(({ name }) => name === worker)?.environments ?? [];
  const [chosen, setChosen] = useState(offer.environment);
  const environment = environments.find(({ name }) => name === chosen)?.name ?? environments[0]?.name;

  return (
    <section className={styles.note} aria-labelledby={title}>
      <IconPuzzle size={18} stroke={1.7} className={styles.icon} aria-hidden />
      <div className={styles.body}>
        <div>
          <h2 className={styles.title} id={title}>
            {words.adoptTitle(offer.service)}
          </h2>
          <p className={styles.text}>
            {offer.worker === null ? words.adoptAnyText : words.adoptText(offer.worker)}
          </p>
        </div>
        <dl className={styles.files}>
          <FileLines name={words.adoptRequirements} lines={offer.requirements} />
          <FileLines name={words.adoptScript} lines={offer.script} />
        </dl>
        <div className={styles.choice}>
          {workers.length > 1 && (
            <Select
              size="xs"
              allowDeselect={false}
              aria-label={`${words.adoptWorker}: ${offer.service}`}
              data={workers.map(({ name }) => name)}
              value={worker}
              onChange={(name) => setWorker(name ?? worker)}
            />
          )}
          {environments.length > 1 && (
            <Select
              size="xs"
              allowDeselect={false}
              aria-label={`${words.adoptEnvironment}: ${offer.service}`}
              data={environments.map(({ name }) => name)}
              value={environment ?? null}
              onChange={setChosen}
            />
          )}
          <Button
            disabled={worker === ''}
            loading={adopt.isPending}
            onClick={() =>
              adopt.mutate(
                {
                  application,
                  worker,
                  service: offer.service,
                  ...(environment === undefined ? {} : { environment }),
                },
                { onSuccess: () => notifyDone(words.adopted(worker)) },
              )
            }
          >
            {words.adopt(worker)}
          </Button>
        </div>
      </div>
    </section>
  );
}

function FileLines({ name, lines }: { name: string; lines: string[] }) {
  if (lines.length === 0) return null;
  const more = lines.length - mostLines;
  return (
    <>
      <dt>{name}</dt>
      <dd>
        <code>{lines.slice(0, mostLines).join(' · ')}</code> {more > 0 && texts.workers.adoptMore(more)}
      </dd>
    </>
  );
}
