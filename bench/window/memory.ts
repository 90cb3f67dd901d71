import { readFileSync } from 'node:fs';
import type { PackagedProgram } from '../../e2e/support/packaged.ts';

/** Memory of the process that draws the page, in MB (Linux). */
export async function openMemoryMeter(program: PackagedProgram): Promise<() => number> {
  const session = await program.page.context().browser()?.newBrowserCDPSession();
  if (session === undefined) throw new Error('The program gives no way to ask for its processes.');
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const renderer = processInfo.find(({ type }) => type === 'renderer');
  if (renderer === undefined) throw new Error('The program has no process that draws its page.');
  return () => {
    const status = readFileSync(`/proc/${renderer.id}/status`, 'utf8');
    return (Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024) / 1e6;
  };
}
