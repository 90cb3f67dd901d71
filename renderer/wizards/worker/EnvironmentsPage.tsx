import { Button } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useRoute } from '../../engine/index.ts';
import { IconPlus } from '../../icons/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { texts } from '../../texts/index.ts';
import { EnvironmentFields } from './EnvironmentFields.tsx';
import { anotherEnvironment, type WorkerValues } from './workerValues.ts';

interface EnvironmentsPageProps {
  form: UseFormReturnType<WorkerValues>;
  problems: Record<string, string>;
}

/** The Pythons of the worker: what each has, and whose jobs it runs. */
export function EnvironmentsPage({ form, problems }: EnvironmentsPageProps) {
  const application = useApplicationId();
  const words = texts.workerWizard.environments;
  const offers = useRoute('workers.adoptable', { application }).data ?? [];
  const services = useRoute('services.list', { application }).data ?? [];
  const channels = useRoute('channels.list', { application }).data?.channels ?? [];
  const { environments } = form.getValues();
  return (
    <>
      {environments.map((environment, position) => (
        <EnvironmentFields
          // oxlint-disable-next-line react/no-array-index-key -- its name is being typed
          key={position}
          form={form}
          problems={problems}
          position={position}
          environment={environment}
          offers={offers}
          services={services}
          channels={channels.map(({ channel }) => channel)}
          onRemove={environments.length === 1 ? null : () => form.removeListItem('environments', position)}
        />
      ))}
      <div>
        <Button
          variant="default"
          leftSection={<IconPlus size={15} aria-hidden />}
          onClick={() => form.insertListItem('environments', anotherEnvironment(environments))}
        >
          {words.add}
        </Button>
      </div>
    </>
  );
}
