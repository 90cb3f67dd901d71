import { Button } from '@mantine/core';
import {
  IconCompass,
  IconDoorEnter,
  IconFile,
  IconFileImport,
  IconFolder,
  IconFolderPlus,
  IconPuzzle,
} from '../../icons/index.ts';
import { Link } from 'wouter';
import { useImporting } from '../../importing/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { giveCommand } from '../../shortcuts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './FirstSteps.module.css';

/** An application without images: what to do first. */
export function FirstSteps({ hasServices }: { hasServices: boolean }) {
  const application = useApplicationId();
  const { choose } = useImporting();
  return (
    <div className={styles.place}>
      <span className={styles.icon}>
        <IconFileImport size={34} stroke={1.4} aria-hidden />
      </span>
      <h2 className={styles.title}>{texts.overview.emptyTitle}</h2>
      <p className={styles.text}>{texts.overview.emptyText}</p>
      <div className={styles.actions}>
        <Button
          size="sm"
          leftSection={<IconFile size={16} aria-hidden />}
          onClick={() => choose('dicom-files')}
        >
          {texts.imports.importFiles}
        </Button>
        <Button
          size="sm"
          variant="default"
          leftSection={<IconFolder size={16} aria-hidden />}
          onClick={() => choose('dicom-folder')}
        >
          {texts.imports.importFolder}
        </Button>
      </div>
      <Button
        className={styles.doors}
        variant="subtle"
        leftSection={<IconCompass size={16} aria-hidden />}
        onClick={() => giveCommand('tour')}
      >
        {texts.tour.tryIt}
      </Button>
      <Button
        component={Link}
        href={paths.doors(application)}
        className={styles.doors}
        variant="subtle"
        leftSection={<IconDoorEnter size={16} aria-hidden />}
      >
        {texts.overview.openDoors}
      </Button>
      {!hasServices && (
        <div className={styles.service}>
          <p className={styles.text}>{texts.overview.noServicesText}</p>
          <div className={styles.actions}>
            <Button
              component={Link}
              href={paths.newService(application)}
              variant="subtle"
              leftSection={<IconPuzzle size={16} aria-hidden />}
            >
              {texts.overview.newService}
            </Button>
            <Button
              component={Link}
              href={paths.installService(application)}
              variant="subtle"
              leftSection={<IconFolderPlus size={16} aria-hidden />}
            >
              {texts.overview.installService}
            </Button>
          </div>
        </div>
      )}
    </div>
  );
}
