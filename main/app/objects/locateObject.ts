import type { ObjectAddress } from '../../../contract/index.ts';
import type { EngineHost } from '../engineHost.ts';

/**
 * Asks the engine where the file of an object lies.
 * @throws EngineError `not-found`, `application-not-found`, `engine-not-running`
 */
export async function locateObject(engine: Pick<EngineHost, 'ask'>, object: ObjectAddress): Promise<string> {
  const { application } = object;
  const { path } = await engine.ask((client) =>
    object.kind === 'instance'
      ? client.request('instances.locate', { application, SOPInstanceUID: object.SOPInstanceUID })
      : client.request('runs.locate_file', { application, run: object.run, path: object.path }),
  );
  return path;
}
