import { Drawer } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { showHelp } from '../../help/index.ts';
import type { HelpPlace } from '../../help/index.ts';
import { paths } from '../../navigation/index.ts';
import { texts } from '../../texts/index.ts';
import { ChapterText } from './ChapterText.tsx';
import { chapterAt } from './documents.ts';
import styles from './HelpView.module.css';

export interface HelpPanelProps {
  application: string | null;
  place: HelpPlace;
}

/** A chapter beside the page: what was entered there stays as it is. */
export function HelpPanel({ application, place }: HelpPanelProps) {
  const chapter = chapterAt(place.document, place.anchor);
  if (chapter === undefined) return null;
  return (
    <Drawer
      opened
      position="right"
      size="min(560px, 90vw)"
      lockScroll={false}
      title={texts.help.documents[place.document]}
      closeButtonProps={{ 'aria-label': texts.common.close }}
      onClose={() => showHelp(null)}
    >
      <p className={styles.whole}>
        <Link href={paths.help(application, place)} onClick={() => showHelp(null)}>
          {texts.help.openWhole}
        </Link>
      </p>
      <ChapterText
        key={`${chapter.document} ${chapter.anchor}`}
        chapter={chapter}
        anchor={place.anchor}
        linkTo={linkInPanel}
      />
    </Drawer>
  );
}

function linkInPanel(place: HelpPlace, content: ReactNode) {
  return (
    <button type="button" className={styles.inPanel} lang="en" onClick={() => showHelp(place)}>
      {content}
    </button>
  );
}
