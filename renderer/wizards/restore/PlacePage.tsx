import type { UseFormReturnType } from '@mantine/form';
import { Fields, NewPlaceFields } from '../../forms/index.ts';
import { texts } from '../../texts/index.ts';
import type { RestoreValues } from './restoreValues.ts';
import type { BackupFile } from './useBackupFile.ts';

interface PlacePageProps {
  form: UseFormReturnType<RestoreValues>;
  backup: BackupFile | null;
}

/** What it is called here, and where it lies. */
export function PlacePage({ form, backup }: PlacePageProps) {
  const words = texts.restoreWizard;
  return (
    <>
      <Fields>
        <NewPlaceFields form={form} namePlaceholder={backup?.name ?? ''} nameHelp={words.nameHelp} />
      </Fields>
      {backup !== null && (
        <p>
          {texts.applicationWizard.willBe} <code>{backup.target}</code>
        </p>
      )}
    </>
  );
}
