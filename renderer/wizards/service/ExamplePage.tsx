import type { UseFormReturnType } from '@mantine/form';
import type { ServiceExample } from '../../../contract/index.ts';
import { texts } from '../../texts/index.ts';
import { ChoiceCards } from '../choices/index.ts';
import styles from './ServiceWizard.module.css';
import type { ServiceValues } from './serviceValues.ts';

interface ExamplePageProps {
  form: UseFormReturnType<ServiceValues>;
  examples: ServiceExample[];
}

/** What the new service begins from. */
export function ExamplePage({ form, examples }: ExamplePageProps) {
  const words = texts.serviceWizard.example;
  return (
    <ChoiceCards
      label={words.label}
      labelUnseen
      columns={2}
      value={form.getValues().example}
      onChange={(example) => form.setFieldValue('example', example)}
      choices={examples.map(({ example, title, description, needs }) => ({
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
  );
}
