import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ApplicationDetail } from '../../../../contract/index.ts';
import { Field, Part } from '../../../forms/index.ts';
import { IconArchive, IconCopy, IconPencil, IconTrash, type Icon } from '../../../icons/index.ts';
import { RemoveApplication } from '../../../life/index.ts';
import { texts } from '../../../texts/index.ts';
import { BackupDialog } from './BackupDialog.tsx';
import { CloneDialog } from './CloneDialog.tsx';
import { ComposeField } from './ComposeField.tsx';
import { RenameDialog } from './RenameDialog.tsx';

type Doing = 'rename' | 'backup' | 'clone' | 'remove';

/** What can be done with the application as a whole. */
export function ThisApplication({ detail }: { detail: ApplicationDetail }) {
  const words = texts.applicationCopies;
  const [doing, setDoing] = useState<Doing | null>(null);
  const close = () => setDoing(null);
  const way = (what: Doing, Shape: Icon, label: string, help: string, action: string) => (
    <Field label={label} help={help}>
      <Button variant="default" leftSection={<Shape size={15} aria-hidden />} onClick={() => setDoing(what)}>
        {action}
      </Button>
    </Field>
  );
  return (
    <Part title={texts.life.danger}>
      {way('rename', IconPencil, words.renameThis, words.renameHelp, words.renameAsk)}
      {way('backup', IconArchive, words.backupThis, words.backupHelp, words.backupAsk)}
      {way('clone', IconCopy, words.cloneThis, words.cloneHelp, words.cloneAsk)}
      {detail.options.runtime === 'docker' && <ComposeField />}
      {way('remove', IconTrash, texts.life.removeThis, texts.life.removeThisHelp, texts.life.remove)}
      {doing === 'rename' && <RenameDialog application={detail} onClose={close} />}
      {doing === 'backup' && <BackupDialog application={detail} onClose={close} />}
      {doing === 'clone' && <CloneDialog application={detail} onClose={close} />}
      <RemoveApplication application={detail} opened={doing === 'remove'} onClose={close} />
    </Part>
  );
}
