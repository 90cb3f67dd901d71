import { Part, SwitchOption, WordsOption, type OptionForm } from '../../forms/index.ts';
import { texts } from '../../texts/index.ts';

/** Which DICOM tags callbacks and workers are given. */
export function HeaderFields({ form }: { form: OptionForm }) {
  const words = texts.settings;
  return (
    <Part title={words.headers} place={{ document: 'services', anchor: 'headers' }}>
      <SwitchOption form={form} path="fullTags" label={words.fullTags} help={words.fullTagsHelp} />
      {form.getValues().fullTags === false && (
        <WordsOption
          form={form}
          path="headerFields"
          label={words.headerFields}
          help={words.headerFieldsHelp}
          placeholder={words.noHeaderFields}
        />
      )}
    </Part>
  );
}
