import type { RouteInput } from '../../../contract/index.ts';

/** A new application as its form holds it. A type, since a form's values are looked up by any key. */
export type NewApplication = { name: string; folder: string; runtime: 'local' | 'docker'; orthanc: boolean };

/** Only what was chosen: the rest is as the engine has it. */
export function optionsOf({
  runtime,
  orthanc,
}: NewApplication): RouteInput<'applications.create'>['options'] {
  if (runtime === 'local') return {};
  return { runtime, docker: orthanc ? { components: { orthanc: {} } } : {} };
}
