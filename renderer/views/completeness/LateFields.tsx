import type { UseFormReturnType } from '@mantine/form';
import { Part, WholeField } from '../../forms/index.ts';
import { texts } from '../../texts/index.ts';
import { Choice } from './Choice.tsx';
import type { CompletenessValues } from './completenessValues.ts';
import { LateDrawing } from './LateDrawing.tsx';

const policies = ['new-version', 'merge', 'ignore'] as const;

/** What becomes of images that come after the run of what they belong to. */
export function LateFields({ form }: { form: UseFormReturnType<CompletenessValues> }) {
  const words = texts.completeness;
  return (
    <Part title={words.late} place={{ document: 'services', anchor: 'when-it-is-complete' }}>
      <WholeField>
        <Choice
          label={words.latePolicy}
          help={words.lateHelp}
          options={policies.map((value) => ({
            value,
            ...words.latePolicies[value],
            drawing: <LateDrawing policy={value} />,
          }))}
          value={form.getValues().lateArrivals}
          onChange={(value) => form.setFieldValue('lateArrivals', value)}
        />
      </WholeField>
    </Part>
  );
}
