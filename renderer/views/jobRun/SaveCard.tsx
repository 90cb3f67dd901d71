import { ActionIcon, Tooltip } from '@mantine/core';
import type { ProvenanceCard } from '../../../contract/index.ts';
import { IconDownload } from '../../icons/index.ts';
import { texts } from '../../texts/index.ts';

/** Saves a card as a JSON file, where the system asks for it. */
export function SaveCard({ card }: { card: ProvenanceCard }) {
  function save() {
    const address = URL.createObjectURL(
      new Blob([`${JSON.stringify(card, null, 2)}\n`], { type: 'application/json' }),
    );
    const link = document.createElement('a');
    link.href = address;
    link.download = `provenance-${card.jobRun}.json`;
    link.click();
    URL.revokeObjectURL(address);
  }
  return (
    <Tooltip label={texts.research.saveCard}>
      <ActionIcon aria-label={texts.research.saveCard} size={24} onClick={save}>
        <IconDownload size={15} />
      </ActionIcon>
    </Tooltip>
  );
}
