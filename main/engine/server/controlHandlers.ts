import type { controlRoutes, RouteOutput, RouteRequest } from '../../../contract/index.ts';
import type { Engine } from '../engine.ts';

type ControlHandlers = {
  [Name in keyof typeof controlRoutes]: (
    request: RouteRequest<Name>,
  ) => RouteOutput<Name> | Promise<RouteOutput<Name>>;
};

/** What people do with the queue. */
export function createControlHandlers(engine: Engine): ControlHandlers {
  return {
    'job_runs.cancel': ({ application, ...asked }) => engine.application(application).control.cancel(asked),
    'job_runs.requeue': ({ application, ...asked }) => engine.application(application).control.requeue(asked),
    'arrivals.cancel': ({ application, arrival, from }) =>
      engine.application(application).cancelArrival(arrival, from),
    'channels.list': ({ application }) => {
      const { control, knownChannels } = engine.application(application);
      return control.channels(knownChannels());
    },
    'channels.pause': ({ application, channel, from }) => {
      const { control, knownChannels } = engine.application(application);
      return control.pause(channel, from, knownChannels());
    },
    'channels.resume': ({ application, channel }) => {
      const { control, knownChannels } = engine.application(application);
      return control.resume(channel, knownChannels());
    },
  };
}
