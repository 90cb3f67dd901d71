import type { ApplicationDetail } from '../../../contract/index.ts';
import { StateBadge } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { Field } from './Field.tsx';

/** Whether jobs can run, and in which environments. */
export function RuntimeState({ runtime }: { runtime: ApplicationDetail['runtime'] }) {
  const words = texts.settings;
  const ready = runtime.state === 'ready';
  const help = ready
    ? runtime.environments
        .map((one) => `${one.description || one.name} (${words.slotsOf(one.slots)})`)
        .join('; ')
    : (runtime.problem ?? '');
  return (
    <Field label={words.environments} help={help}>
      <span>
        <StateBadge
          tone={ready ? 'succeeded' : 'failed'}
          label={ready ? words.runtimeReady : words.runtimeFailed}
        />
      </span>
    </Field>
  );
}
