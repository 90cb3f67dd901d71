import { Checkbox } from '@mantine/core';
import type { RouteOutput, ServiceSummary } from '../../../contract/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { WayTo } from '../../nextSteps/index.ts';
import { EmptyNote } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './Worker.module.css';
import type { EnvironmentValues } from './workerValues.ts';

/** Requirements shown in a line; the others are counted. */
const mostShown = 4;

interface ServiceWishesProps {
  environment: EnvironmentValues;
  offers: RouteOutput<'workers.adoptable'>;
  services: ServiceSummary[];
  onChange: (services: string[]) => void;
}

/** What installed services ask for, to be taken into an environment: those first whose jobs it would run. */
export function ServiceWishes({ environment, offers, services, onChange }: ServiceWishesProps) {
  const words = texts.workerWizard.environments;
  const application = useApplicationId();
  if (offers.length === 0) {
    return (
      <EmptyNote title={words.noWishes}>
        <WayTo href={paths.services(application)} label={texts.nextSteps.services} />
      </EmptyNote>
    );
  }
  const runs = (name: string) =>
    services
      .find((service) => service.name === name)
      ?.jobs.some(({ channel }) => environment.channels.includes(channel)) === true;
  const sorted = offers.toSorted((one, other) => Number(runs(other.service)) - Number(runs(one.service)));
  return (
    <Checkbox.Group
      label={words.wishes}
      description={words.wishesHelp}
      value={environment.services}
      onChange={onChange}
    >
      <div className={styles.wishes}>
        {sorted.map(({ service, requirements, script }) => (
          <Checkbox
            key={service}
            value={service}
            label={runs(service) ? words.runsHere(service) : service}
            description={inWords(requirements, script.length)}
          />
        ))}
      </div>
    </Checkbox.Group>
  );
}

function inWords(requirements: string[], commands: number): string {
  const words = texts.workerWizard.environments;
  const shown = requirements.slice(0, mostShown).join(', ');
  const more = requirements.length - mostShown;
  return [more > 0 ? words.andMore(shown, more) : shown, commands > 0 ? words.commands(commands) : '']
    .filter((part) => part !== '')
    .join(' · ');
}
