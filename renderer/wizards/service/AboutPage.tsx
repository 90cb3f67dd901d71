import { TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { FieldWarnings, PathInput } from '../../forms/index.ts';
import { texts } from '../../texts/index.ts';
import type { ServiceValues } from './serviceValues.ts';

interface AboutPageProps {
  form: UseFormReturnType<ServiceValues>;
  /** What is wrong, by field, as the engine found it while it was typed. */
  problems: Record<string, string>;
  /** Where its folder would be; null while that is not known. */
  folder: string | null;
  /** Where it is made when nothing else is said. */
  documents: string;
}

/** Name, place and description of the new service. */
export function AboutPage({ form, problems, folder, documents }: AboutPageProps) {
  const words = texts.serviceWizard.about;
  // What nobody has filled in yet is not scolded.
  const nameProblem = form.getValues().name === '' ? undefined : problems['name'];
  return (
    <>
      <div>
        <TextInput
          label={words.name}
          description={words.nameHelp}
          placeholder={words.namePlaceholder}
          required
          {...form.getInputProps('name')}
          error={form.errors['name'] ?? nameProblem}
        />
        <FieldWarnings path="name" />
      </div>
      <div>
        <PathInput
          label={words.path}
          description={folder === null ? words.pathHelp : words.willBe(folder)}
          placeholder={documents}
          what="new-service"
          chooseText={texts.drafting.choose}
          chooseLabel={words.choosePath}
          {...form.getInputProps('path')}
          error={form.errors['path'] ?? problems['path']}
        />
        <FieldWarnings path="path" />
      </div>
      <TextInput
        label={words.description}
        description={words.descriptionHelp}
        {...form.getInputProps('description')}
      />
    </>
  );
}
