import type { ApplicationDetail } from '../../../contract/index.ts';
import { useRoute } from '../../engine/index.ts';
import { ChoiceOption, Part, OptionsFormFrame, TextOption, useOptionPart } from '../../forms/index.ts';
import { texts } from '../../texts/index.ts';

/** Where jobs run, and how the application uses Docker. */
export function DockerForm({ detail }: { detail: ApplicationDetail }) {
  const words = texts.life;
  const part = useOptionPart(detail.options, ['runtime', 'docker']);
  const { form } = part;
  const usesDocker = form.getValues().runtime === 'docker';
  return (
    <OptionsFormFrame part={part}>
      <Part title={words.runtime}>
        <ChoiceOption
          form={form}
          path="runtime"
          label={words.dockerRuntime}
          help={words.dockerRuntimeHelp}
          choices={words.runtimes}
        />
        {usesDocker && (
          <>
            <PlanningWorker form={form} application={detail.id} />
            <ChoiceOption
              form={form}
              path="docker.restartPolicy"
              label={words.restartPolicy}
              help={words.restartPolicyHelp}
              choices={words.restartPolicies}
            />
            <TextOption
              form={form}
              path="docker.network.subnet"
              label={words.subnet}
              help={words.subnetHelp}
              placeholder={words.subnetPlaceholder}
              nullable
            />
          </>
        )}
      </Part>
    </OptionsFormFrame>
  );
}

function PlanningWorker({
  form,
  application,
}: {
  form: ReturnType<typeof useOptionPart>['form'];
  application: string;
}) {
  const words = texts.life;
  const workers = useRoute('workers.list', { application }).data ?? [];
  const choices = {
    '': words.planningWorkerPlaceholder,
    ...Object.fromEntries(workers.map(({ name }) => [name, name])),
  };
  return (
    <ChoiceOption
      form={form}
      path="docker.planningWorker"
      label={words.planningWorker}
      help={words.planningWorkerHelp}
      choices={choices}
      nullable
    />
  );
}
