import { texts } from '../texts/index.ts';
import { PathOption, TextOption, type FieldForm } from './options/index.ts';

interface NewPlaceFieldsProps {
  /** With `name` and `folder`. */
  form: FieldForm;
  namePlaceholder: string;
  nameHelp: string;
}

/** What an application that is made is called, and the folder in which its own is made. */
export function NewPlaceFields({ form, namePlaceholder, nameHelp }: NewPlaceFieldsProps) {
  const words = texts.applicationWizard;
  return (
    <>
      <TextOption form={form} path="name" label={words.name} help={nameHelp} placeholder={namePlaceholder} />
      <PathOption
        form={form}
        path="folder"
        label={words.folder}
        help={words.folderHelp}
        placeholder={words.folderPlaceholder}
        what="application-folder"
        chooseText={words.choose}
        chooseLabel={words.chooseFolder}
      />
    </>
  );
}
