import { EngineError } from '../../../contract/index.ts';
import { locateInstance } from '../archive/index.ts';
import { readElementAt, readElements } from '../dicom/index.ts';
import type { Engine } from '../engine.ts';
import { compareTags, getInstance, getSeries, listInstances } from '../history/index.ts';
import type { Handlers } from './handlers.ts';

type InstanceHandlers = Pick<
  Handlers,
  | 'series.get'
  | 'instances.list'
  | 'instances.get'
  | 'instances.tags'
  | 'instances.value'
  | 'instances.compare'
>;

/** Series and instances of the archive, and the elements of their files. */
export function createInstanceHandlers(engine: Engine): InstanceHandlers {
  const historyOf = (id: string) => engine.application(id).context.history;
  function fileOf(application: string, uid: string): string {
    const { history, folders } = engine.application(application).context;
    return locateInstance(history, folders.archive, uid);
  }
  return {
    'series.get': ({ application, series }) => getSeries(historyOf(application), series),
    'instances.list': ({ application, ...request }) => listInstances(historyOf(application), request),
    'instances.get': ({ application, SOPInstanceUID }) => getInstance(historyOf(application), SOPInstanceUID),
    'instances.tags': ({ application, SOPInstanceUID }) => readElements(fileOf(application, SOPInstanceUID)),
    'instances.value': async ({ application, SOPInstanceUID, path }) => {
      const element = await readElementAt(fileOf(application, SOPInstanceUID), path);
      if (element === null) throw new EngineError('not-found', 'The instance has no such element.');
      return element;
    },
    'instances.compare': ({ application, left, right }) =>
      compareTags(fileOf(application, left), fileOf(application, right)),
  };
}
