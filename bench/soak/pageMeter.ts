import type { CDPSession } from '@playwright/test';
import type { PackagedProgram } from '../../e2e/support/packaged.ts';

/** What the page holds after its garbage was collected. */
export interface Held {
  /** JavaScript heap in use, in MB. */
  heapMb: number;
  /** Nodes of the DOM, in the document and detached. */
  nodes: number;
  /** Elements that are in no document and that something still holds, with all below them. */
  detached: number;
  listeners: number;
}

/** Counts what the page holds. */
export async function openPageMeter(program: PackagedProgram): Promise<() => Promise<Held>> {
  const session = await program.page.context().newCDPSession(program.page);
  await session.send('Performance.enable');
  await session.send('DOM.enable');
  return async () => {
    await session.send('HeapProfiler.collectGarbage');
    const { metrics } = await session.send('Performance.getMetrics');
    const metric = (name: string) => metrics.find((one) => one.name === name)?.value ?? Number.NaN;
    return {
      heapMb: metric('JSHeapUsedSize') / 1e6,
      nodes: metric('Nodes'),
      detached: await countDetached(session),
      listeners: metric('JSEventListeners'),
    };
  };
}

/** A node as the browser describes it. */
interface Node {
  children?: Node[] | undefined;
}

async function countDetached(session: CDPSession): Promise<number> {
  const { detachedNodes } = await session.send('DOM.getDetachedDomNodes');
  const count = ({ children = [] }: Node): number => children.reduce((sum, child) => sum + count(child), 1);
  return detachedNodes.reduce((sum, { treeNode }) => sum + count(treeNode), 0);
}
