import { locateInstance } from '../archive/index.ts';
import type { Engine } from '../engine.ts';
import { middleInstance, overlaysOfStudy, seriesForViewer } from '../history/index.ts';
import { keepMeasurement, listMeasurements, removeMeasurements } from '../measurements/index.ts';
import type { Handlers } from './handlers.ts';

type ViewerRoute =
  | 'viewer.series'
  | 'viewer.middle'
  | 'viewer.overlays'
  | 'instances.locate'
  | 'measurements.list'
  | 'measurements.keep'
  | 'measurements.remove';

/** What the viewer asks for: what there is to be seen, and where its bytes lie. */
export function createViewerHandlers(engine: Engine): Pick<Handlers, ViewerRoute> {
  const contextOf = (id: string) => engine.application(id).context;
  return {
    'viewer.series': ({ application, series }) => seriesForViewer(contextOf(application).history, series),
    'viewer.middle': ({ application, series }) => middleInstance(contextOf(application).history, series),
    'viewer.overlays': ({ application, study }) => overlaysOfStudy(contextOf(application).history, study),
    'instances.locate': ({ application, SOPInstanceUID }) => {
      const { history, folders } = contextOf(application);
      return { path: locateInstance(history, folders.archive, SOPInstanceUID) };
    },
    'measurements.list': ({ application, study }) => ({
      measurements: listMeasurements(contextOf(application).history, study),
    }),
    'measurements.keep': ({ application, measurement }) =>
      keepMeasurement(contextOf(application).history, measurement),
    'measurements.remove': ({ application, ids }) => ({
      removed: removeMeasurements(contextOf(application).history, ids),
    }),
  };
}
