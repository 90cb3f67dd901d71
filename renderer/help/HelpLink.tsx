import { ActionIcon, Tooltip } from '@mantine/core';
import { IconHelpCircle } from '../icons/index.ts';
import { texts } from '../texts/index.ts';
import type { HelpPlace } from './place.ts';
import { showHelp } from './shown.ts';

interface HelpLinkProps {
  place: HelpPlace;
  /** What it is about: the label of the field that it stands beside. */
  about: string;
}

/** Leads from a field to the paragraph of the documents that explains it, without leaving the page. */
export function HelpLink({ place, about }: HelpLinkProps) {
  const label = texts.help.about(about);
  return (
    <Tooltip label={label}>
      <ActionIcon size={20} aria-label={label} onClick={() => showHelp(place)}>
        <IconHelpCircle size={14} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
