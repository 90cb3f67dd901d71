import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ChosenRows } from '../../choosing/index.ts';
import { Confirm } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import type { QuarantineActions } from './useQuarantineActions.ts';

interface QuarantineBarActionsProps {
  chosen: ChosenRows;
  actions: QuarantineActions;
}

/** What can be done with the chosen files. */
export function QuarantineBarActions({ chosen, actions }: QuarantineBarActionsProps) {
  const words = texts.quarantine;
  const { busy, take, remove, exportTo } = actions;
  const [asked, setAsked] = useState(false);
  const { ids } = chosen;
  const idle = !chosen.isAny || busy;

  async function takeAll() {
    const taken = new Set(await take(ids));
    chosen.choose(ids.filter((id) => !taken.has(id)));
  }
  async function removeAll() {
    const gone = await remove(ids);
    setAsked(false);
    if (gone) chosen.clear();
  }
  return (
    <>
      <Button variant="default" disabled={idle} onClick={() => void takeAll()}>
        {words.take}
      </Button>
      <Button variant="default" disabled={idle} onClick={() => void exportTo(ids)}>
        {words.export}
      </Button>
      <Button variant="default" disabled={idle} onClick={() => setAsked(true)}>
        {words.delete}
      </Button>
      <Confirm
        opened={asked}
        title={words.deleteTitle(ids.length)}
        text={words.deleteText}
        action={words.deleteConfirm}
        busy={busy}
        onClose={() => setAsked(false)}
        onConfirm={() => void removeAll()}
      />
    </>
  );
}
