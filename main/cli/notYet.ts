import type { ApplicationSummary } from '../../contract/index.ts';
import type { EngineLink } from '../link/index.ts';
import { commandLine } from '../platform/index.ts';

/** An engine that was started for a call ends with it, mostly before anything was planned. */
export const noEngineStays =
  'No engine goes on running after this command. Open the window, or keep one running: dcm-processor serve';

/** What has to be done before what was asked for begins, one sentence each; none where it begins by itself. */
export function notYet(
  { name, life }: Pick<ApplicationSummary, 'name' | 'life'>,
  { startedHere }: Pick<EngineLink, 'startedHere'>,
): string[] {
  const start = commandLine(['dcm-processor', 'start', 'app', '--name', name], process.platform);
  return [
    ...(life.state === 'stopped' ? [`The application is stopped. Start it: ${start}`] : []),
    ...(startedHere ? [noEngineStays] : []),
  ];
}

/** For people, about something that is processed once more. */
export function processedAgain(version: number, waitsFor: readonly string[]): string {
  const begins = waitsFor.length === 0 ? 'is' : 'will be';
  return `It ${begins} processed again as version ${version}.`;
}
