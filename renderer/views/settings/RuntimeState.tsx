import type { ApplicationDetail } from '../../../contract/index.ts';
import { Field, WholeField } from '../../forms/index.ts';
import { ErrorNote, runtimeError, StateBadge } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';

/** Whether jobs can run, and in which environments. */
export function RuntimeState({ runtime }: { runtime: ApplicationDetail['runtime'] }) {
  const words = texts.settings;
  if (runtime.state === 'failed') {
    return (
      <WholeField>
        <ErrorNote error={runtimeError(runtime, texts.overview.runtimeTitle)} />
      </WholeField>
    );
  }
  const environments = runtime.environments.map(
    ({ name, description, slots }) => `${description || name} (${words.slotsOf(slots)})`,
  );
  return (
    <Field label={words.environments} help={environments.join('; ')}>
      <span>
        <StateBadge tone="succeeded" label={words.runtimeReady} />
      </span>
    </Field>
  );
}
