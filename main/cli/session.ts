import { EngineError } from '../../contract/index.ts';
import type { ApplicationSummary, EngineClient } from '../../contract/index.ts';
import { linkToEngine } from '../link/index.ts';
import type { EngineLink } from '../link/index.ts';
import { dataHome } from '../platform/index.ts';
import { UsageError } from './frame/index.ts';
import { choose, mayAsk } from './terminal/index.ts';

/** Does something with the engine of a data home and hangs up afterwards, whatever happened. */
export async function withEngine<const Result>(
  home: string | undefined,
  work: (client: EngineClient, link: EngineLink) => Promise<Result>,
): Promise<Result> {
  const link = await linkToEngine(home ?? dataHome());
  try {
    return await work(link.client, link);
  } finally {
    await link.close();
  }
}

/**
 * The application that `--app` names, by name or id. When it is left out: the only one there is, else the one that is
 * chosen at the terminal.
 * @throws EngineError `application-not-found`, UsageError
 */
export async function findApplication(
  client: EngineClient,
  wanted: string | undefined,
): Promise<ApplicationSummary> {
  const all = await client.request('applications.list', {});
  if (wanted === undefined) {
    const [only, ...others] = all;
    if (only !== undefined && others.length === 0) return only;
    if (only === undefined)
      throw new EngineError('application-not-found', 'There is no application yet.', {
        advice: 'Create one: dcm-processor create app --name NAME',
      });
    const names = all.map((one) => one.name);
    if (!mayAsk())
      throw new UsageError('Say which application is meant with --app NAME.', {
        advice: `There are: ${names.join(', ')}`,
      });
    return findApplication(client, await choose('Which application?', names));
  }
  const found = all.find((one) => one.id === wanted || one.name.toLowerCase() === wanted.toLowerCase());
  if (found === undefined) {
    throw new EngineError('application-not-found', `There is no application named "${wanted}".`, {
      advice:
        all.length === 0
          ? 'Create one: dcm-processor create app --name NAME'
          : `There are: ${all.map((one) => one.name).join(', ')}`,
    });
  }
  return found;
}
