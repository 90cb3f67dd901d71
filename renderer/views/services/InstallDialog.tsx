import { Button, Modal } from '@mantine/core';
import type { RouteOutput } from '../../../contract/index.ts';
import { useAction, useRoute } from '../../engine/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { Answer, ErrorNote, Findings, ListSkeleton, notifyDone } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './InstallDialog.module.css';
import { ServiceJobs } from './ServiceJobs.tsx';

interface InstallDialogProps {
  folder: string;
  /** Names of the installed services. */
  installed: string[];
  onClose: () => void;
}

/** A service folder looked at before it is installed. */
export function InstallDialog({ folder, installed, onClose }: InstallDialogProps) {
  // Whoever chooses a folder again has changed something in it.
  const found = useRoute('services.inspect', { path: folder }, { keep: false });
  const name = found.data?.name ?? folder.split(/[/\\]/).at(-1) ?? folder;
  return (
    <Modal opened onClose={onClose} size={720} title={texts.services.inspectTitle(name)}>
      <Answer query={found} waiting={<ListSkeleton rows={4} />}>
        {(service) => (
          <Preview
            folder={folder}
            service={service}
            replaces={installed.includes(service.name)}
            onClose={onClose}
          />
        )}
      </Answer>
    </Modal>
  );
}

interface PreviewProps {
  folder: string;
  service: RouteOutput<'services.inspect'>;
  replaces: boolean;
  onClose: () => void;
}

function Preview({ folder, service, replaces, onClose }: PreviewProps) {
  const application = useApplicationId();
  const install = useAction('services.install');
  const words = texts.services;
  const hasErrors = service.findings.some(({ severity }) => severity === 'error');
  const exists = replaces || install.error?.code === 'service-exists';

  return (
    <div className={styles.preview}>
      <code className={styles.folder}>{folder}</code>
      <ServiceJobs jobs={service.jobs} label={words.jobs} />
      {service.findings.length === 0 ? (
        <p className={styles.note}>{words.noFindings}</p>
      ) : (
        <Findings findings={service.findings} />
      )}
      {hasErrors && <p className={styles.note}>{words.hasErrors}</p>}
      {exists && !hasErrors && <p className={styles.note}>{words.replaceNote(service.name)}</p>}
      {install.error !== null && install.error.code !== 'service-exists' && (
        <ErrorNote error={install.error} />
      )}
      <div className={styles.actions}>
        <Button variant="default" size="sm" onClick={onClose}>
          {texts.common.cancel}
        </Button>
        <Button
          size="sm"
          disabled={hasErrors}
          loading={install.isPending}
          onClick={() =>
            install.mutate(
              { application, path: folder, name: service.name, replace: exists },
              {
                onSuccess: () => {
                  notifyDone(exists ? words.replacedNote(service.name) : words.installedNote(service.name));
                  onClose();
                },
              },
            )
          }
        >
          {exists ? words.replace : words.confirm}
        </Button>
      </div>
    </div>
  );
}
