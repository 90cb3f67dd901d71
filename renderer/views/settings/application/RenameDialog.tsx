import { Button, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ApplicationDetail } from '../../../../contract/index.ts';
import { useAction } from '../../../engine/index.ts';
import { errorOf, useApplicationCheck } from '../../../forms/index.ts';
import { ErrorNote, notifyDone } from '../../../parts/index.ts';
import { texts } from '../../../texts/index.ts';
import styles from './Dialogs.module.css';

interface RenameDialogProps {
  application: ApplicationDetail;
  onClose: () => void;
}

/** Gives an application another name. */
export function RenameDialog({ application, onClose }: RenameDialogProps) {
  const words = texts.applicationCopies;
  const { id } = application;
  const [name, setName] = useState(application.name);
  const rename = useAction('applications.rename');
  const isSame = name.trim() === application.name;
  const { findings, isLooking } = useApplicationCheck(isSame ? null : { application: id, name });
  const error = isSame ? undefined : errorOf(findings, 'name');
  return (
    <Modal opened onClose={onClose} title={words.renameTitle(application.name)} size={480}>
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          rename.mutate(
            { application: id, name },
            {
              onSuccess(renamed) {
                notifyDone(words.renamed(renamed.name));
                onClose();
              },
            },
          );
        }}
      >
        <TextInput
          label={words.newName}
          description={words.renameHelp}
          data-autofocus
          value={name}
          error={error}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        {rename.error !== null && <ErrorNote error={rename.error} />}
        <div className={styles.actions}>
          <Button variant="default" size="sm" onClick={onClose}>
            {texts.common.cancel}
          </Button>
          <Button
            type="submit"
            size="sm"
            loading={rename.isPending}
            disabled={isSame || isLooking || error !== undefined}
          >
            {words.rename}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
