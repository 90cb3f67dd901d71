import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useAction } from '../../../engine/index.ts';
import { WholeField } from '../../../forms/index.ts';
import { ErrorNote, StateBadge } from '../../../parts/index.ts';
import { texts } from '../../../texts/index.ts';
import styles from './NetworkPart.module.css';

/** Tries the stored settings on an address. */
export function AddressCheck() {
  const words = texts.network;
  const check = useAction('network.check');
  const [url, setUrl] = useState('https://pypi.org/simple/');
  const outcome = check.isPending ? undefined : check.data;
  return (
    <WholeField>
      <div className={styles.check}>
        <TextInput
          className={styles.address ?? ''}
          label={words.check}
          description={words.checkHelp}
          value={url}
          onChange={({ currentTarget }) => setUrl(currentTarget.value)}
        />
        <Button
          variant="default"
          size="sm"
          loading={check.isPending}
          disabled={url.trim() === ''}
          onClick={() => check.mutate({ url })}
        >
          {words.ask}
        </Button>
      </div>
      {outcome?.reached === true && (
        <output className={styles.outcome}>
          <StateBadge tone="succeeded" label={words.reached(outcome.status, outcome.proxy)} />
        </output>
      )}
      {outcome?.reached === false && (
        <div className={styles.outcome}>
          <ErrorNote
            error={{
              message: outcome.problem ?? words.notReached,
              ...(outcome.details === null ? {} : { details: outcome.details }),
            }}
          />
        </div>
      )}
      {check.error !== null && <ErrorNote error={check.error} />}
    </WholeField>
  );
}
