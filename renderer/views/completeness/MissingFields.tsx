import { Select, Switch } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { DurationInput, Field, Part, WholeField } from '../../forms/index.ts';
import { texts } from '../../texts/index.ts';
import { Choice } from './Choice.tsx';
import type { CompletenessValues } from './completenessValues.ts';
import { ExpressionInput } from './ExpressionInput.tsx';
import styles from './MissingFields.module.css';

const askedOnes = ['never', 'sender', 'peer'] as const;
const actions = ['process', 'keep-waiting', 'put-aside'] as const;

/** What has to be there, and how long it is waited for. */
export function MissingFields({
  form,
  peers,
}: {
  form: UseFormReturnType<CompletenessValues>;
  /** Names of the peers of the application. */
  peers: readonly string[];
}) {
  const words = texts.completeness;
  const { askForCount, askedPeer } = form.getValues();
  // One that was removed stays to be seen.
  const known = askedPeer === '' || peers.includes(askedPeer) ? peers : [askedPeer, ...peers];
  return (
    <Part title={words.missing} place={{ document: 'services', anchor: 'when-it-is-complete' }}>
      <WholeField>
        <span className={styles.label}>{words.expectedTitle}</span>
        <p className={styles.help}>{words.expectedHelp}</p>
      </WholeField>
      <WholeField>
        <Choice
          label={words.askForCount}
          help={words.askForCountHelp}
          options={askedOnes.map((value) => ({ value, ...words.askForCounts[value] }))}
          value={askForCount}
          onChange={(value) => form.setFieldValue('askForCount', value)}
        />
      </WholeField>
      {askForCount === 'peer' && (
        <Field label={words.askedPeer} help={words.askedPeerHelp} controlId="asked-peer">
          <Select
            id="asked-peer"
            aria-describedby="asked-peer-help"
            placeholder={words.askedPeerPlaceholder}
            data={[...known]}
            value={askedPeer === '' ? null : askedPeer}
            onChange={(value) => form.setFieldValue('askedPeer', value ?? '')}
            error={problemOf(form, 'askedPeer')}
          />
        </Field>
      )}
      <Field label={words.awaitCommitted} help={words.awaitCommittedHelp} controlId="await-committed">
        <Switch
          id="await-committed"
          aria-describedby="await-committed-help"
          {...form.getInputProps('awaitCommitted', { type: 'checkbox' })}
        />
      </Field>
      <WholeField>
        <label className={styles.label} htmlFor="required-series">
          {words.requiredSeries}
        </label>
        <p className={styles.help} id="required-series-help">
          {words.requiredSeriesHelp}
        </p>
        <ExpressionInput
          id="required-series"
          value={form.getValues().requiredSeries}
          onChange={(value) => form.setFieldValue('requiredSeries', value)}
          error={problemOf(form, 'requiredSeries')}
        />
      </WholeField>
      <Field label={words.maximumWait} help={words.maximumWaitHelp} controlId="maximum-wait">
        <DurationInput
          id="maximum-wait"
          aria-describedby="maximum-wait-help"
          placeholder={words.noLimit}
          value={form.getValues().maximumWaitSeconds}
          onChange={(value) => form.setFieldValue('maximumWaitSeconds', value)}
          error={problemOf(form, 'maximumWaitSeconds')}
        />
      </Field>
      <WholeField>
        <Choice
          label={words.afterMaximumWait}
          help={words.afterMaximumWaitHelp}
          disabled={form.getValues().maximumWaitSeconds === ''}
          options={actions.map((value) => ({ value, ...words.afterMaximumWaits[value] }))}
          value={form.getValues().afterMaximumWait}
          onChange={(value) => form.setFieldValue('afterMaximumWait', value)}
        />
      </WholeField>
    </Part>
  );
}

function problemOf(form: UseFormReturnType<CompletenessValues>, field: keyof CompletenessValues) {
  const problem = form.errors[field];
  return typeof problem === 'string' ? problem : undefined;
}
