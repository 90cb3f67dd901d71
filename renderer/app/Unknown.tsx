import { Button } from '@mantine/core';
import { IconMapOff } from '../icons/index.ts';
import { Link } from 'wouter';
import { paths, useDocumentTitle } from '../navigation/index.ts';
import { EmptyNote } from '../parts/index.ts';
import { texts } from '../texts/index.ts';
import styles from './Unknown.module.css';

/** An address that leads nowhere. */
export function Unknown() {
  useDocumentTitle(texts.frame.unknownTitle);
  return (
    <div className={styles.place}>
      <EmptyNote
        heading="h1"
        icon={IconMapOff}
        title={texts.frame.unknownTitle}
        text={texts.frame.unknownText}
      >
        <Button component={Link} href={paths.home()} variant="default">
          {texts.frame.backToOverview}
        </Button>
      </EmptyNote>
    </div>
  );
}
