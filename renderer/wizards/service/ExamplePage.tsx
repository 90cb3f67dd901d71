import type { UseFormReturnType } from '@mantine/form';
import { useRoute } from '../../engine/index.ts';
import { Answer } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { ChoiceCards } from '../choices/index.ts';
import styles from './ServiceWizard.module.css';
import type { ServiceValues } from './serviceValues.ts';

/** What the new service begins from. */
export function ExamplePage({ form }: { form: UseFormReturnType<ServiceValues> }) {
  const words = texts.serviceWizard.example;
  const examples = useRoute('services.examples', {});
  return (
    <Answer query={examples}>
      {(list) => (
        <ChoiceCards
          label={words.label}
          labelUnseen
          columns={2}
          value={form.getValues().example}
          onChange={(example) => form.setFieldValue('example', example)}
          choices={list.map(({ example, title, description, needs }) => ({
            value: example,
            label: title,
            help: (
              <>
                {description}
                {needs !== '' && (
                  <span className={styles.needs}>
                    {words.needs}: {needs}
                  </span>
                )}
              </>
            ),
          }))}
        />
      )}
    </Answer>
  );
}
