import { Button } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { IconDownload, IconTrash } from '../../icons/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { Confirm } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { useQuarantineActions } from './useQuarantineActions.ts';

interface QuarantinedActionsProps {
  id: string;
  /** Whether it can be taken anyway. */
  possible: boolean;
}

/** What can be done with one file; what is gone leads back to the list. */
export function QuarantinedActions({ id, possible }: QuarantinedActionsProps) {
  const application = useApplicationId();
  const words = texts.quarantine;
  const [, navigate] = useLocation();
  const { busy, take, remove, exportTo } = useQuarantineActions();
  const [asked, setAsked] = useState(false);
  const leave = () => navigate(paths.quarantine(application));

  async function takeIt() {
    const taken = await take([id]);
    if (taken.length > 0) leave();
  }
  async function deleteIt() {
    const gone = await remove([id]);
    setAsked(false);
    if (gone) leave();
  }
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconTrash size={15} aria-hidden />}
        disabled={busy}
        onClick={() => setAsked(true)}
      >
        {words.delete}
      </Button>
      <Button
        variant="default"
        leftSection={<IconDownload size={15} aria-hidden />}
        disabled={busy}
        onClick={() => void exportTo([id])}
      >
        {words.export}
      </Button>
      <Button disabled={busy || !possible} onClick={() => void takeIt()}>
        {words.take}
      </Button>
      <Confirm
        opened={asked}
        title={words.deleteTitle(1)}
        text={words.deleteText}
        action={words.deleteConfirm}
        busy={busy}
        onClose={() => setAsked(false)}
        onConfirm={() => void deleteIt()}
      />
    </>
  );
}
