import { TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { FieldWarnings, PathInput } from '../../forms/index.ts';
import { texts } from '../../texts/index.ts';
import type { WorkerValues } from './workerValues.ts';

interface AboutPageProps {
  form: UseFormReturnType<WorkerValues>;
  problems: Record<string, string>;
  /** Where its folder would be; null while that is not known. */
  folder: string | null;
  /** Where it is made when nothing else is said. */
  documents: string;
}

/** Name, place and description of the new worker. */
export function AboutPage({ form, problems, folder, documents }: AboutPageProps) {
  const words = texts.workerWizard.about;
  // What nobody has filled in yet is not scolded.
  const nameProblem = form.getValues().name === '' ? undefined : problems['name'];
  return (
    <>
      <TextInput
        label={words.name}
        description={words.nameHelp}
        placeholder="imaging"
        required
        {...form.getInputProps('name')}
        error={form.errors['name'] ?? nameProblem}
      />
      <div>
        <PathInput
          label={words.path}
          description={folder === null ? words.pathHelp : words.willBe(folder)}
          placeholder={documents}
          what="new-worker"
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
