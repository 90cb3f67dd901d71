import { Button } from '@mantine/core';
import { Link } from 'wouter';
import type { ApplicationDetail } from '../../../contract/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { ErrorNote, Note, runtimeError } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './Hints.module.css';

interface HintsProps {
  runtime: ApplicationDetail['runtime'];
  /** Images may be there, but nothing will be run on them. */
  withoutServices?: boolean;
}

/** What keeps jobs from running, and the way to mend it. */
export function Hints({ runtime, withoutServices = false }: HintsProps) {
  const application = useApplicationId();
  return (
    <>
      {runtime.state === 'failed' && (
        <div className={styles.problem}>
          <ErrorNote error={runtimeError(runtime, texts.overview.runtimeTitle)} />
        </div>
      )}
      {withoutServices && (
        <Note
          action={
            <Button component={Link} href={paths.services(application)} variant="default">
              {texts.overview.installService}
            </Button>
          }
        >
          <strong>{texts.overview.noServicesTitle}</strong> {texts.overview.noServicesText}
        </Note>
      )}
    </>
  );
}
