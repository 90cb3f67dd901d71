import { Document } from 'yaml';
import type { NamedApplication, ContainerPlan } from '../runtimes/index.ts';
import { applicationSlug } from '../runtimes/index.ts';
import { composeService } from './composeService.ts';

/** What the file is made of. */
interface ComposeParts {
  application: NamedApplication;
  plans: readonly ContainerPlan[];
  /** References of images by identifier: a person reads those. */
  references: ReadonlyMap<string, string>;
  subnet: string | null;
}

/**
 * A docker-compose.yml in which each worker, the place of callbacks and each component is a service, made as the engine
 * makes its container. Replicas are one service with a scale.
 */
export function composeText({ application, plans, references, subnet }: ComposeParts): string {
  const network = applicationSlug(application);
  const services: Record<string, unknown> = {};
  for (const plan of plans.filter(({ replica }) => replica === 1)) {
    const name = plan.role === 'planning' ? 'planning' : plan.of;
    const scale = plans.filter(({ role, of }) => role === plan.role && of === plan.of).length;
    services[name] = composeService(plan, { references, network, scale });
  }
  const isUsed = Object.values(services).some(
    (one) => typeof one === 'object' && one !== null && 'networks' in one,
  );
  const document = new Document(
    {
      services,
      ...(isUsed && {
        networks: {
          [network]: {
            driver: 'bridge',
            ...(subnet !== null && { ipam: { config: [{ subnet }] } }),
          },
        },
      }),
    },
    { aliasDuplicateObjects: false },
  );
  document.commentBefore = ` Containers of the application "${application.name.replaceAll('\n', ' ')}", written by DCM Processor.
 Start them with: docker compose -p ${network} -f FILE up -d
 Stop the application there first: both would use the same folders and ports.`;
  // Quoted: older readers take a bare `no` or `0:0` for something else than text.
  return document.toString({ lineWidth: 0, defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN' });
}
