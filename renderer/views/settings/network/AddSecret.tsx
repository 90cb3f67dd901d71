import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { secretNameSchema, type SecretsReply } from '../../../../contract/index.ts';
import { useAction } from '../../../engine/index.ts';
import { issueInWords, WholeField } from '../../../forms/index.ts';
import { ErrorNote } from '../../../parts/index.ts';
import { texts } from '../../../texts/index.ts';
import styles from './NetworkPart.module.css';

/** Keeps a password or token under a name. */
export function AddSecret({ onKept }: { onKept: (reply: SecretsReply) => void }) {
  const words = texts.secrets;
  const set = useAction('secrets.set');
  const [name, setName] = useState('');
  const [value, setValue] = useState('');
  const issue = name === '' ? undefined : secretNameSchema.safeParse(name).error?.issues[0];
  return (
    <WholeField>
      <form
        className={styles.add}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          set.mutate(
            { name, value },
            {
              onSuccess(reply) {
                setName('');
                setValue('');
                onKept(reply);
              },
            },
          );
        }}
      >
        <TextInput
          label={words.name}
          description={words.nameHelp}
          placeholder="host/git.example"
          value={name}
          error={issue === undefined ? undefined : issueInWords(issue)}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        <PasswordInput
          label={words.value}
          description={words.valueHelp}
          size="sm"
          autoComplete="off"
          visibilityToggleButtonProps={{ 'aria-label': words.show }}
          value={value}
          onChange={({ currentTarget }) => setValue(currentTarget.value)}
        />
        <Button
          type="submit"
          variant="default"
          size="sm"
          loading={set.isPending}
          disabled={name.trim() === '' || value === '' || issue !== undefined}
        >
          {words.keep}
        </Button>
      </form>
      {set.error !== null && <ErrorNote error={set.error} />}
    </WholeField>
  );
}
