import { JsonOption, Part, type OptionForm } from '../../forms/index.ts';
import { texts } from '../../texts/index.ts';

/** Jobs of the application itself, around those of its services. */
export function JobsFields({ form }: { form: OptionForm }) {
  const words = texts.settings;
  return (
    <Part title={words.aroundServices} place={{ document: 'services', anchor: 'the-order-of-jobs' }}>
      <JsonOption form={form} path="preServices" label={words.preServices} help={words.preServicesHelp} />
      <JsonOption form={form} path="postServices" label={words.postServices} help={words.postServicesHelp} />
    </Part>
  );
}
