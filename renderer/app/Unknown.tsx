import { IconMapOff } from '../icons/index.ts';
import { paths, useDocumentTitle } from '../navigation/index.ts';
import { WayTo } from '../nextSteps/index.ts';
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
        <WayTo href={paths.home()} label={texts.frame.backToOverview} />
      </EmptyNote>
    </div>
  );
}
