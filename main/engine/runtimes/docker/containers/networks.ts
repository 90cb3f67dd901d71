import { z } from 'zod';
import type { DockerEngine } from '../engine/index.ts';
import { isGone } from './find.ts';
import { applicationLabels, applicationSlug, ofHome } from './labels.ts';
import type { NamedApplication } from './labels.ts';

const networksSchema = z.array(z.looseObject({ Name: z.string(), Id: z.string() }));

/**
 * Makes the network of an application where it is not there yet. Two calls at once make one: Docker refuses a second
 * of a name only since lately, so they go one after the other.
 */
export function createNetworks(
  engine: DockerEngine,
  home: string,
): {
  ensure(application: NamedApplication, subnet: string | null): Promise<string>;
  remove(application: NamedApplication): Promise<void>;
} {
  let last: Promise<unknown> = Promise.resolve();

  async function ensure(application: NamedApplication, subnet: string | null): Promise<string> {
    const name = applicationSlug(application);
    await engine.use(`make the network ${name}`, async (docker) => {
      const listed = await docker.listNetworks({
        filters: JSON.stringify({ name: [name], label: [ofHome(home)] }),
      });
      // The filter finds parts of names, too.
      if (networksSchema.parse(listed).some((one) => one.Name === name)) return;
      await docker.createNetwork({
        Name: name,
        CheckDuplicate: true,
        Driver: 'bridge',
        ...(subnet !== null && { IPAM: { Config: [{ Subnet: subnet }] } }),
        Labels: { ...applicationLabels(home, application), 'com.docker.compose.network': 'default' },
      });
    });
    return name;
  }

  return {
    ensure(application, subnet) {
      const made = last.then(() => ensure(application, subnet));
      last = made.catch(() => undefined);
      return made;
    },
    async remove(application) {
      const name = applicationSlug(application);
      await engine.use(`remove the network ${name}`, async (docker) => {
        await docker
          .getNetwork(name)
          .remove()
          .catch((thrown: unknown) => {
            if (!isGone(thrown)) throw thrown;
          });
      });
    },
  };
}
