import { TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { KnownBaseImage, RouteInput } from '../../../contract/index.ts';
import { useRoute } from '../../engine/index.ts';
import { FieldWarnings } from '../../forms/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { texts } from '../../texts/index.ts';
import { ChoiceCards } from '../choices/index.ts';
import { LookIntoBase } from './LookIntoBase.tsx';
import type { WorkerValues } from './workerValues.ts';

interface BasePageProps {
  form: UseFormReturnType<WorkerValues>;
  problems: Record<string, string>;
  /** What the preview is asked with. */
  input: RouteInput<'workers.preview'>;
}

/** What the image is built on: one that is usual, or any other. */
export function BasePage({ form, problems, input }: BasePageProps) {
  const application = useApplicationId();
  const words = texts.workerWizard.base;
  const images = useRoute('workers.base_images', { application }, { keep: false }).data ?? [];
  const { baseImage } = form.getValues();
  return (
    <>
      <ChoiceCards
        label={words.usual}
        labelUnseen
        columns={2}
        compact
        value={images.some(({ reference }) => reference === baseImage) ? baseImage : null}
        onChange={(reference) => form.setFieldValue('baseImage', reference)}
        choices={images.map((image) => ({
          value: image.reference,
          label: image.reference,
          help: <Help image={image} />,
        }))}
      />
      <div>
        <TextInput
          label={words.image}
          description={words.imageHelp}
          required
          {...form.getInputProps('baseImage')}
          error={form.errors['baseImage'] ?? problems['baseImage']}
        />
        <FieldWarnings path="baseImage" />
      </div>
      <LookIntoBase key={baseImage} input={input} />
    </>
  );
}

function Help({ image: { description, present } }: { image: KnownBaseImage }) {
  const words = texts.workerWizard.base;
  return (
    <>
      {description} {present === true && words.present}
    </>
  );
}
