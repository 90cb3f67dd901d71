import { startDockerWhereNone } from './server.ts';

/** For test runners: Docker answers while they run, where that can be had. What is returned ends what was started. */
export default async function setup(): Promise<() => Promise<void>> {
  return startDockerWhereNone();
}
