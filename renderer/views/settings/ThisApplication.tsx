import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ApplicationDetail } from '../../../contract/index.ts';
import { Field, Part } from '../../forms/index.ts';
import { IconTrash } from '../../icons/index.ts';
import { RemoveApplication } from '../../life/index.ts';
import { texts } from '../../texts/index.ts';
import { ComposeField } from './ComposeField.tsx';

/** What can be done with the application as a whole. */
export function ThisApplication({ detail }: { detail: ApplicationDetail }) {
  const words = texts.life;
  const [removing, setRemoving] = useState(false);
  return (
    <Part title={words.danger}>
      {detail.options.runtime === 'docker' && <ComposeField />}
      <Field label={words.removeThis} help={words.removeThisHelp}>
        <Button
          variant="default"
          leftSection={<IconTrash size={15} aria-hidden />}
          onClick={() => setRemoving(true)}
        >
          {words.remove}
        </Button>
      </Field>
      <RemoveApplication application={detail} opened={removing} onClose={() => setRemoving(false)} />
    </Part>
  );
}
