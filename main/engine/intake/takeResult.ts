import { receiveFile, take } from './arriving/index.ts';
import type { Taking, Verdict } from './arriving/index.ts';

/**
 * Takes an instance that jobs made and stored elsewhere.
 * @throws EngineError `disk-full`, `disk-failed`, `database-failed`; or what reading the body throws
 */
export async function takeResult(
  taking: Omit<Taking, 'log'>,
  stagingFolder: string,
  body: AsyncIterable<Buffer>,
  sender: string,
): Promise<Verdict> {
  const arrived = await receiveFile(body, stagingFolder, taking.doors);
  return take(taking, arrived, { door: 'pull', sender, isResult: true });
}
