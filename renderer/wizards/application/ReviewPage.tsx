import type { ReactNode } from 'react';
import type { Finding } from '../../../contract/index.ts';
import { Findings, KeyValues } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { Review } from '../frame/index.ts';
import type { ApplicationValues } from './applicationValues.ts';
import { commandsOf } from './commands.ts';
import { valuesInWords } from './valuesInWords.ts';

interface ReviewPageProps {
  values: ApplicationValues;
  /** Its own folder; null where it cannot be told yet. */
  folder: string | null;
  findings: Finding[];
}

/** What will be there once it is created. */
export function ReviewPage({ values, folder, findings }: ReviewPageProps) {
  const words = texts.applicationWizard;
  const dataFolder: [string, ReactNode][] =
    values.dataFolder.trim() === ''
      ? []
      : [[words.dataFolder, <code key="data">{values.dataFolder.trim()}</code>]];
  return (
    <Review commands={commandsOf(values)}>
      <KeyValues
        pairs={[
          [words.name, values.name.trim()],
          [words.ownFolder, <code key="folder">{folder ?? texts.common.none}</code>],
          ...dataFolder,
          ...valuesInWords(values),
        ]}
      />
      {findings.length > 0 && <Findings findings={findings} />}
    </Review>
  );
}
