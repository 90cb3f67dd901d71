import { Button } from '@mantine/core';
import { useState } from 'react';
import { useRuntimeKind } from '../docker/index.ts';
import { useAction, useRoute } from '../engine/index.ts';
import { formatBytes } from '../format/index.ts';
import { useApplicationId } from '../navigation/index.ts';
import { Ago, Confirm, DataTable, ErrorNote, notifyDone, notifyError, Section } from '../parts/index.ts';
import { texts } from '../texts/index.ts';
import styles from './CleanUpPreview.module.css';

/** Docker images that nothing uses any more, and removing them; nothing where there are none, or no Docker. */
export function UnusedImages({ onRemoved }: { onRemoved: () => void }) {
  const words = texts.upkeep.images;
  const application = useApplicationId();
  // To ask for its state is to need Docker, and it would be looked for from then on.
  const isUsed = useRuntimeKind() === 'docker';
  const isConnected = useRoute('docker.state', {}, { enabled: isUsed }).data?.state === 'connected';
  const unused = useRoute('images.unused', { application }, { keep: false, enabled: isUsed && isConnected });
  const remove = useAction('images.remove_unused', notifyError);
  const [asking, setAsking] = useState(false);
  if (unused.error !== null) {
    return (
      <Section title={words.title}>
        <ErrorNote error={unused.error} />
      </Section>
    );
  }
  const images = unused.data?.images ?? [];
  const problems = remove.data?.problems ?? [];
  if (images.length === 0 && problems.length === 0) return null;
  const sum = formatBytes(unused.data?.bytes ?? 0);

  function run(): void {
    remove.mutate(
      // Those that were shown; each is looked at again before it goes.
      { application, images: images.map(({ id }) => id) },
      {
        onSuccess(done) {
          // What was not removed is said in the page.
          if (done.removed.length > 0)
            notifyDone(words.removed(done.removed.length, formatBytes(done.bytes)));
        },
        onSettled() {
          setAsking(false);
          void unused.refetch();
          onRemoved();
        },
      },
    );
  }
  return (
    <Section
      title={words.title}
      actions={
        <Button variant="default" size="xs" disabled={images.length === 0} onClick={() => setAsking(true)}>
          {words.remove}
        </Button>
      }
    >
      <p className={styles.lead}>{words.lead}</p>
      <div aria-live="polite">
        {problems.map((problem) => (
          <p key={problem} className={styles.lead}>
            {problem}
          </p>
        ))}
      </div>
      <DataTable
        label={words.label}
        rows={images}
        rowId={({ id }) => id}
        columns={[
          {
            id: 'name',
            header: words.columnName,
            cell: ({ id, references }) => references.join(', ') || words.unnamed(id.slice(7, 19)),
          },
          {
            id: 'worker',
            header: words.columnWorker,
            cell: ({ worker, isOfApplication }) =>
              isOfApplication ? (worker ?? texts.common.none) : words.ofRemoved,
          },
          {
            id: 'at',
            header: words.columnBuilt,
            width: '160px',
            sortBy: ({ createdAt }) => createdAt,
            cell: ({ createdAt }) => <Ago at={createdAt} />,
          },
          {
            id: 'bytes',
            header: words.columnBytes,
            width: '140px',
            end: true,
            sortBy: ({ bytes }) => bytes,
            cell: ({ bytes }) => formatBytes(bytes),
          },
        ]}
      />
      <Confirm
        opened={asking}
        title={words.confirmTitle}
        text={words.confirmText(images.length, sum)}
        action={words.confirm}
        busy={remove.isPending}
        onConfirm={run}
        onClose={() => setAsking(false)}
      />
    </Section>
  );
}
