import { Modal } from '@mantine/core';
import { useRoute } from '../../../engine/index.ts';
import { useApplicationId } from '../../../navigation/index.ts';
import { Answer, ListSkeleton } from '../../../parts/index.ts';
import { texts } from '../../../texts/index.ts';
import styles from './InstallDialog.module.css';
import { Preview } from './Preview.tsx';

interface InstallDialogProps {
  folder: string;
  /** Names of the installed workers. */
  installed: string[];
  onClose: () => void;
}

/** A worker folder looked at before it is installed and built. */
export function InstallDialog({ folder, installed, onClose }: InstallDialogProps) {
  const application = useApplicationId();
  // Whoever chooses a folder again has changed something in it.
  const check = useRoute('workers.check', { application, path: folder }, { keep: false });
  const name = folder.split(/[/\\]/).at(-1) ?? folder;
  return (
    <Modal opened onClose={onClose} size={820} title={texts.workers.inspectTitle(name)}>
      <Answer query={check} waiting={<Waiting />}>
        {(found) => <Preview folder={folder} check={found} installed={installed} onClose={onClose} />}
      </Answer>
    </Modal>
  );
}

function Waiting() {
  return (
    <>
      <output className={styles.note}>{texts.workers.checking}</output>
      <ListSkeleton rows={5} />
    </>
  );
}
