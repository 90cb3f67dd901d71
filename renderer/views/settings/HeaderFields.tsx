import { Switch, TagsInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { Field, Part } from '../../forms/index.ts';
import { texts } from '../../texts/index.ts';
import type { OptionValues } from './optionValues.ts';

/** Which DICOM tags callbacks and workers are given. */
export function HeaderFields({ form }: { form: UseFormReturnType<OptionValues> }) {
  const words = texts.settings;
  return (
    <Part title={words.headers}>
      <Field label={words.fullTags} help={words.fullTagsHelp} controlId="full-tags">
        <Switch
          id="full-tags"
          aria-describedby="full-tags-help"
          {...form.getInputProps('fullTags', { type: 'checkbox' })}
        />
      </Field>
      {!form.getValues().fullTags && (
        <Field label={words.headerFields} help={words.headerFieldsHelp} controlId="header-fields">
          <TagsInput
            id="header-fields"
            aria-describedby="header-fields-help"
            {...form.getInputProps('headerFields')}
          />
        </Field>
      )}
    </Part>
  );
}
