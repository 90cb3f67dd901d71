import { ActionIcon, Autocomplete, Button, NumberInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useRoute } from '../../engine/index.ts';
import { IconPlus, IconX } from '../../icons/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { texts } from '../../texts/index.ts';
import type { CompletenessValues } from './completenessValues.ts';
import styles from './QuietTimes.module.css';

/** Quiet times of single senders, one line each; senders that were heard of are offered. */
export function QuietTimes({ form }: { form: UseFormReturnType<CompletenessValues> }) {
  const application = useApplicationId();
  const words = texts.completeness;
  const doors = useRoute('doors.list', { application }).data?.doors ?? [];
  const known = [...new Set(doors.flatMap(({ senders }) => senders.map(({ sender }) => sender)))];

  return (
    <fieldset className={styles.times}>
      <legend className={styles.title}>{words.quietTimes}</legend>
      <p className={styles.help}>{words.quietTimesHelp}</p>
      {form.getValues().quietTimes.map((_, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- lines have no other identity, and their order counts
        <div key={index} className={styles.line}>
          <Autocomplete
            className={styles.sender}
            size="sm"
            aria-label={words.senderNumber(index + 1)}
            placeholder={words.senderPlaceholder}
            data={known}
            {...form.getInputProps(`quietTimes.${index}.sender`)}
          />
          <NumberInput
            w={110}
            aria-label={words.senderQuietNumber(index + 1)}
            suffix={words.seconds}
            min={0}
            max={86_400}
            {...form.getInputProps(`quietTimes.${index}.quietSeconds`)}
          />
          <ActionIcon
            aria-label={words.removeSender(index + 1)}
            onClick={() => form.removeListItem('quietTimes', index)}
          >
            <IconX size={15} />
          </ActionIcon>
        </div>
      ))}
      <Button
        variant="subtle"
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={() => form.insertListItem('quietTimes', { sender: '', quietSeconds: 10 })}
      >
        {words.addSender}
      </Button>
    </fieldset>
  );
}
