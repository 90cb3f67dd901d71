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
  /** By identifier; null: nothing is chosen, and nothing is offered. */
  chosen: Chosen | null;
  /** What the chosen ones are called, where the page does not say it. */
  names?: readonly string[];
  /** Of a single study: all of its patient can be processed again as well. */
  patient?: string;
  size?: 'xs' | 'sm';
  /** It is being deleted. */
  onGone: () => void;
}

interface Asked {
  what: 'export' | 'delete' | null;
  chosen: Chosen;
  names: readonly string[];
}

const none: readonly string[] = [];
const nothing: Asked = { what: null, chosen: { patients: [], studies: [], series: [] }, names: none };

/** Sends, processes again, exports and deletes studies or series. */
export function StudyActions({ chosen, names = none, patient, size = 'sm', onGone }: StudyActionsProps) {
  const words = texts.studyWork;
  // What was chosen when it was asked about is meant, also where it leaves the list before the answer.
  const [asked, setAsked] = useState(nothing);
  const close = () => setAsked({ ...asked, what: null });
  return (
    <>
      {chosen !== null && (
        <>
          <SendTo chosen={chosen} size={size} />
          <ProcessAgain chosen={chosen} patient={patient} size={size} />
          <Button
            variant="default"
            size={size}
            leftSection={<IconDownload size={15} aria-hidden />}
            onClick={() => setAsked({ what: 'export', chosen, names })}
          >
            {words.export}
          </Button>
          <Button
            variant="default"
            size={size}
            leftSection={<IconTrash size={15} aria-hidden />}
            onClick={() => setAsked({ what: 'delete', chosen, names })}
          >
            {words.delete}
          </Button>
        </>
      )}
      <ExportDialog opened={asked.what === 'export'} chosen={asked.chosen} onClose={close} />
      <DeleteDialog
        opened={asked.what === 'delete'}
        chosen={asked.chosen}
        names={asked.names}
        onClose={close}
        onGone={onGone}
      />
    </>
  );
}
