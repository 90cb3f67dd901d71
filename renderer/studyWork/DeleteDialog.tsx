import { Button, Checkbox, Modal } from '@mantine/core';
import { useState } from 'react';
import type { Chosen, DeletionPreview } from '../../contract/index.ts';
import { useAction, useRoute } from '../engine/index.ts';
import { formatBytes, formatCount } from '../format/index.ts';
import { useApplicationId } from '../navigation/index.ts';
import { Answer, ErrorNote, Note, notifyDone } from '../parts/index.ts';
import { texts } from '../texts/index.ts';
import { inCounts } from './inCounts.ts';
import styles from './studyWork.module.css';

interface DeleteDialogProps {
  opened: boolean;
  chosen: Chosen;
  /** What those are called that are known by name; the first are named. */
  names: readonly string[];
  onClose: () => void;
  /** It is being deleted. */
  onGone: () => void;
}

/** More names than these are counted. */
const namedAtMost = 5;

/** Asks with exact numbers before studies or series are deleted from the archive. */
export function DeleteDialog({ opened, onClose, ...question }: DeleteDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={texts.studyWork.deleteTitle} size={560}>
      <Question {...question} onClose={onClose} />
    </Modal>
  );
}

function Question({ chosen, names, onClose, onGone }: Omit<DeleteDialogProps, 'opened'>) {
  const application = useApplicationId();
  const query = useRoute('studies.preview_delete', { application, ...chosen }, { keep: false });
  return (
    <Answer query={query}>
      {(preview) => (
        <Numbers preview={preview} chosen={chosen} names={names} onClose={onClose} onGone={onGone} />
      )}
    </Answer>
  );
}

function Numbers(props: Omit<DeleteDialogProps, 'opened'> & { preview: DeletionPreview }) {
  const { preview, chosen, names, onClose, onGone } = props;
  const words = texts.studyWork;
  const application = useApplicationId();
  const [cancelRuns, setCancelRuns] = useState(false);
  const [inputCopies, setInputCopies] = useState(false);
  const remove = useAction('studies.delete');
  const { goes, arriving, runsKept, activeRuns, activeRunCount, inUse, upTo } = preview;
  const named = names.slice(0, namedAtMost);
  const unnamed = names.length === 0 ? 0 : chosen.studies.length + chosen.series.length - named.length;
  const mayNot = goes.instances === 0 || inUse.length > 0 || (activeRunCount > 0 && !cancelRuns);

  function start() {
    remove.mutate(
      { application, ...chosen, upTo, cancelRuns, inputCopies, from: 'window' },
      {
        onSuccess() {
          notifyDone(words.deleting);
          onClose();
          onGone();
        },
      },
    );
  }
  return (
    <div className={styles.question}>
      <dl className={styles.sums}>
        <dt>{words.goes}</dt>
        <dd>
          <strong>{inCounts(goes)}</strong>
          {named.map((name, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- two may be called the same
            <span key={index}>{name}</span>
          ))}
          {unnamed > 0 && <span>{words.moreNames(unnamed)}</span>}
          {arriving > 0 && <span>{words.arrivingEnds(arriving)}</span>}
        </dd>
        <dt>{words.stays}</dt>
        <dd>
          <span>{runsKept === 0 ? words.noRunStays : words.runsStay(runsKept)}</span>
          {preview.staysInOrthanc && <span>{words.staysInOrthanc}</span>}
        </dd>
      </dl>
      {preview.inputCopies.runs > 0 && (
        <Checkbox
          label={words.inputCopies(
            formatCount(preview.inputCopies.runs),
            preview.inputCopies.bytes === null ? null : formatBytes(preview.inputCopies.bytes),
          )}
          description={words.inputCopiesHelp}
          checked={inputCopies}
          onChange={({ currentTarget }) => setInputCopies(currentTarget.checked)}
        />
      )}
      {activeRunCount > 0 && (
        <Checkbox
          label={words.cancelRuns(
            activeRunCount,
            activeRuns.map(({ number }) => number),
          )}
          description={words.cancelRunsHelp}
          checked={cancelRuns}
          onChange={({ currentTarget }) => setCancelRuns(currentTarget.checked)}
        />
      )}
      {inUse.length > 0 && <Note>{[...inUse, words.waitForIt].join(' ')}</Note>}
      <p className={styles.lead}>{words.noWayBack}</p>
      {remove.error !== null && <ErrorNote error={remove.error} />}
      <div className={styles.actions}>
        <Button variant="default" size="sm" onClick={onClose} data-autofocus>
          {texts.common.cancel}
        </Button>
        <Button color="red.9" size="sm" loading={remove.isPending} disabled={mayNot} onClick={start}>
          {words.deleteConfirm(formatCount(goes.instances))}
        </Button>
      </div>
    </div>
  );
}
