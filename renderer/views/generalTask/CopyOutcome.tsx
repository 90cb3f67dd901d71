import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { useRoute } from '../../engine/index.ts';
import { paths } from '../../navigation/index.ts';
import { Answer, CodeBlock, Findings } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './GeneralTaskView.module.css';

/** The file of a backup, or the application that was made, and what is to be known of it. */
export function CopyOutcome({ task }: { task: string }) {
  const words = texts.generalTask;
  const copied = useRoute('applications.copied', { task });
  return (
    <Answer query={copied}>
      {({ application, file, findings }) => (
        <>
          {file !== null && <CodeBlock text={file} label={words.file} />}
          {findings.length > 0 && <Findings findings={findings} />}
          {application !== null && (
            <>
              <p className={styles.what}>{words.isStopped}</p>
              <Open application={application} />
            </>
          )}
        </>
      )}
    </Answer>
  );
}

/** The way to the application that was made. */
export function Open({ application }: { application: string }) {
  return (
    <div className={styles.actions}>
      <Button component={Link} href={paths.overview(application)} size="sm">
        {texts.generalTask.open}
      </Button>
    </div>
  );
}
