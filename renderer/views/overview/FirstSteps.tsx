import { Button } from '@mantine/core';
import { IconCompass, IconFileImport, IconFolderPlus, IconPuzzle } from '../../icons/index.ts';
import { Link } from 'wouter';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { ImportSteps } from '../../nextSteps/index.ts';
import { EmptyNote } from '../../parts/index.ts';
import { giveCommand } from '../../shortcuts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './FirstSteps.module.css';

/** An application without images: what to do first. */
export function FirstSteps({ hasServices }: { hasServices: boolean }) {
  const application = useApplicationId();
  const words = texts.overview;
  return (
    <div className={styles.place}>
      <EmptyNote icon={IconFileImport} heading="h2" title={words.emptyTitle} text={words.emptyText}>
        <ImportSteps withDoors />
        <Button
          variant="default"
          leftSection={<IconCompass size={15} aria-hidden />}
          onClick={() => giveCommand('tour')}
        >
          {texts.tour.tryIt}
        </Button>
      </EmptyNote>
      {!hasServices && (
        <EmptyNote icon={IconPuzzle} heading="h2" title={words.noServicesTitle} text={words.noServicesText}>
          <Button
            component={Link}
            href={paths.newService(application)}
            variant="default"
            leftSection={<IconPuzzle size={15} aria-hidden />}
          >
            {words.newService}
          </Button>
          <Button
            component={Link}
            href={paths.installService(application)}
            variant="default"
            leftSection={<IconFolderPlus size={15} aria-hidden />}
          >
            {words.installService}
          </Button>
        </EmptyNote>
      )}
    </div>
  );
}
