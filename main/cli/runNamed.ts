import type { EngineClient } from '../../contract/index.ts';

/**
 * Identifier of the run that is named by it or by its number: lists show both.
 * @throws EngineError `not-found` where no run has the number
 */
export async function runNamed(client: EngineClient, application: string, named: string): Promise<string> {
  if (!/^\d{1,15}$/.test(named)) return named;
  return (await client.request('runs.get', { application, run: named })).id;
}
