import { Button } from '@mantine/core';
import { useLocation } from 'wouter';
import type { WorkerCheck } from '../../../../contract/index.ts';
import { useAction } from '../../../engine/index.ts';
import { paths, useApplicationId } from '../../../navigation/index.ts';
import { ErrorNote, Findings, notifyDone } from '../../../parts/index.ts';
import { texts } from '../../../texts/index.ts';
import { CheckedWorker } from './CheckedWorker.tsx';
import styles from './InstallDialog.module.css';

interface PreviewProps {
  folder: string;
  check: WorkerCheck;
  /** Names of the installed workers. */
  installed: string[];
  onClose: () => void;
}

/** What a check of a folder found, what would be built of it, and the buttons that do it. */
export function Preview({ folder, check, installed, onClose }: PreviewProps) {
  const application = useApplicationId();
  const [, navigate] = useLocation();
  const words = texts.workers;
  const install = useAction('workers.install');
  const names = check.workers.map(({ name }) => name);
  const replaced = names.filter((name) => installed.includes(name));
  const hasErrors = check.workers.length === 0 || check.findings.some(({ severity }) => severity === 'error');

  function start(build: boolean) {
    install.mutate(
      { application, path: folder, replace: replaced.length > 0, build },
      {
        onSuccess: ({ workers, tasks }) => {
          onClose();
          const [first] = workers;
          // One build is watched; several are followed on the cards.
          if (first !== undefined && tasks.length === 1)
            navigate(paths.worker(application, first.name, 'build'));
          else notifyDone(words.installedNote(workers.map(({ name }) => name).join(', ')));
        },
      },
    );
  }
  return (
    <div className={styles.preview}>
      <code className={styles.folder}>{folder}</code>
      {check.findings.length === 0 ? (
        <p className={styles.note}>{words.noFindings}</p>
      ) : (
        <Findings findings={check.findings} />
      )}
      {check.workers.map((worker) => (
        <CheckedWorker key={worker.name} worker={worker} />
      ))}
      {hasErrors && <p className={styles.note}>{words.hasErrors}</p>}
      {!hasErrors &&
        replaced.map((name) => (
          <p key={name} className={styles.note}>
            {words.replaceNote(name)}
          </p>
        ))}
      {install.error !== null && <ErrorNote error={install.error} />}
      <div className={styles.actions}>
        <Button variant="default" size="sm" onClick={onClose}>
          {texts.common.cancel}
        </Button>
        <Button
          variant="default"
          size="sm"
          disabled={hasErrors || install.isPending}
          onClick={() => start(false)}
        >
          {words.installOnly}
        </Button>
        <Button size="sm" disabled={hasErrors} loading={install.isPending} onClick={() => start(true)}>
          {replaced.length > 0 ? words.replace : words.confirm}
        </Button>
      </div>
    </div>
  );
}
