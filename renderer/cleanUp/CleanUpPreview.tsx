import { Button } from '@mantine/core';
import { useState } from 'react';
import type { RetentionOptions } from '../../contract/index.ts';
import { useAction } from '../engine/index.ts';
import { formatBytes } from '../format/index.ts';
import { WholeField } from '../forms/index.ts';
import { useApplicationId } from '../navigation/index.ts';
import { Confirm, notifyDone, notifyError } from '../parts/index.ts';
import { texts } from '../texts/index.ts';
import styles from './CleanUpPreview.module.css';

interface CleanUpPreviewProps {
  options: RetentionOptions | undefined;
  /** Called when something was removed. */
  onDone?: () => void;
}

/** What the limits, as they stand in the form, would remove now; and does it when told so. */
export function CleanUpPreview({ options, onDone }: CleanUpPreviewProps) {
  const words = texts.upkeep;
  const application = useApplicationId();
  const preview = useAction('retention.preview', notifyError);
  const cleanUp = useAction('retention.clean_up', notifyError);
  const [asking, setAsking] = useState(false);
  const found = preview.data;
  // What was found is about the limits that were asked about, and about no others.
  const isCurrent =
    found !== undefined && JSON.stringify(preview.variables?.options) === JSON.stringify(options);

  function remove(): void {
    cleanUp.mutate(
      { application, options },
      {
        onSuccess(done) {
          const [problem, ...more] = done.problems;
          if (problem === undefined) notifyDone(words.removed(formatBytes(done.bytes)));
          else
            notifyError({
              message: problem,
              advice: [...more, words.removed(formatBytes(done.bytes))].join(' '),
            });
          preview.reset();
          onDone?.();
        },
        onSettled: () => setAsking(false),
      },
    );
  }
  return (
    <WholeField>
      <div className={styles.actions}>
        <Button
          variant="default"
          size="xs"
          loading={preview.isPending}
          onClick={() => preview.mutate({ application, options })}
        >
          {words.preview}
        </Button>
        {isCurrent && found.parts.length > 0 && (
          <Button variant="default" size="xs" onClick={() => setAsking(true)}>
            {words.cleanUp}
          </Button>
        )}
      </div>
      <div aria-live="polite">
        {isCurrent && (
          <>
            <p className={styles.sum}>
              {found.parts.length === 0 ? words.nothing : words.wouldRemove(formatBytes(found.bytes))}
            </p>
            <ul className={styles.parts}>
              {found.parts.map(({ part, count, bytes }) => (
                <li key={part}>{words.partOf(part, count, formatBytes(bytes))}</li>
              ))}
            </ul>
          </>
        )}
      </div>
      <Confirm
        opened={asking}
        title={words.confirmTitle}
        text={words.confirmText(formatBytes(found?.bytes ?? 0))}
        action={words.cleanUp}
        busy={cleanUp.isPending}
        onConfirm={remove}
        onClose={() => setAsking(false)}
      />
    </WholeField>
  );
}
