import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ServiceDetail } from '../../../../contract/index.ts';
import { useAction } from '../../../engine/index.ts';
import { PathInput } from '../../../forms/index.ts';
import { useApplicationId } from '../../../navigation/index.ts';
import { ErrorNote } from '../../../parts/index.ts';
import { texts } from '../../../texts/index.ts';
import styles from './Development.module.css';

/** Begins development mode for an installed service. */
export function LinkPart({ service: { name, source } }: { service: ServiceDetail }) {
  const application = useApplicationId();
  const words = texts.service.dev;
  const link = useAction('services.link');
  const [folder, setFolder] = useState(source?.kind === 'folder' ? (source.path ?? '') : '');
  return (
    <form
      className={styles.box}
      onSubmit={(event) => {
        event.preventDefault();
        if (folder.trim() !== '') link.mutate({ application, name, folder: folder.trim() });
      }}
    >
      <h2 className={styles.title}>{words.linkTitle}</h2>
      <p className={styles.note}>{words.linkLead}</p>
      <PathInput
        label={words.folder}
        description={words.folderHelp}
        what="service-folder"
        chooseText={words.choose}
        chooseLabel={words.chooseFolder}
        value={folder}
        onChange={setFolder}
      />
      {link.error !== null && <ErrorNote error={link.error} />}
      <div>
        <Button type="submit" size="sm" loading={link.isPending} disabled={folder.trim() === ''}>
          {words.link}
        </Button>
      </div>
    </form>
  );
}
