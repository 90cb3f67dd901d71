import { Anchor } from '@mantine/core';
import { Link } from 'wouter';
import { Fields, NewPlaceFields, PathOption, type OptionForm } from '../../forms/index.ts';
import { paths } from '../../navigation/index.ts';
import { giveCommand } from '../../shortcuts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './ApplicationWizard.module.css';

interface PlacePageProps {
  form: OptionForm;
  /** Where its own folder would be; null while that cannot be told. */
  folder: string | null;
}

/** What it is called, and where it is. */
export function PlacePage({ form, folder }: PlacePageProps) {
  const words = texts.applicationWizard;
  return (
    <>
      <Fields>
        <NewPlaceFields form={form} nameHelp={words.nameHelp} namePlaceholder={words.namePlaceholder} />
        <PathOption
          form={form}
          path="dataFolder"
          label={words.dataFolder}
          help={words.dataFolderHelp}
          placeholder={words.dataFolderPlaceholder}
          what="application-folder"
          chooseText={words.choose}
          chooseLabel={words.chooseDataFolder}
        />
      </Fields>
      <p className={styles.outcome} aria-live="polite">
        {folder !== null && (
          <>
            {words.willBe} <code>{folder}</code>
          </>
        )}
      </p>
      <p className={styles.others}>
        {words.others}{' '}
        <Anchor component={Link} href={paths.restoreApplication()} inherit>
          {words.restore}
        </Anchor>
        {' · '}
        <Anchor component={Link} href={paths.importLegacy()} inherit>
          {words.importLegacy}
        </Anchor>
      </p>
      <p className={styles.others}>
        {texts.tour.noImages}{' '}
        <Anchor component="button" type="button" inherit onClick={() => giveCommand('tour')}>
          {texts.tour.tryIt}
        </Anchor>
      </p>
    </>
  );
}
