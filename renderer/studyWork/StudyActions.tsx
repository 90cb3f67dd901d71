import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Chosen } from '../../contract/index.ts';
import { IconDownload, IconTrash } from '../icons/index.ts';
import { texts } from '../texts/index.ts';
import { DeleteDialog } from './DeleteDialog.tsx';
import { ExportDialog } from './ExportDialog.tsx';
import { ProcessAgain } from './ProcessAgain.tsx';
import { SendTo } from './SendTo.tsx';

interface StudyActionsProps {
  /** By identifier. */
  chosen: Chosen;
  /** What the chosen ones are called, where the page does not say it. */
  names?: readonly string[];
  /** Of a single study: all of its patient can be processed again as well. */
  patient?: string;
  size?: 'xs' | 'sm';
  /** It is being deleted. */
  onGone: () => void;
}

const none: readonly string[] = [];

/** Sends, processes again, exports and deletes studies or series. */
export function StudyActions({ chosen, names = none, patient, size = 'sm', onGone }: StudyActionsProps) {
  const words = texts.studyWork;
  const [open, setOpen] = useState<'export' | 'delete' | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <SendTo chosen={chosen} size={size} />
      <ProcessAgain chosen={chosen} patient={patient} size={size} />
      <Button
        variant="default"
        size={size}
        leftSection={<IconDownload size={15} aria-hidden />}
        onClick={() => setOpen('export')}
      >
        {words.export}
      </Button>
      <Button
        variant="default"
        size={size}
        leftSection={<IconTrash size={15} aria-hidden />}
        onClick={() => setOpen('delete')}
      >
        {words.delete}
      </Button>
      <ExportDialog opened={open === 'export'} chosen={chosen} onClose={close} />
      <DeleteDialog
        opened={open === 'delete'}
        chosen={chosen}
        names={names}
        onClose={close}
        onGone={onGone}
      />
    </>
  );
}
