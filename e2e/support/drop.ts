import type { Page } from '@playwright/test';

/** Where on the window things are dragged: over the content, away from the navigation. */
const place = { x: 640, y: 400 };

/**
 * Drags files and folders of this machine over the window and lets go, as a file manager would: Chromium itself makes
 * the events, so that the page gets real files, whose paths only the preload can learn.
 */
export async function dropOnWindow(page: Page, paths: readonly string[]): Promise<void> {
  const { drop } = await dragOverWindow(page, paths);
  await drop();
}

/** Drags over the window without letting go yet. */
export async function dragOverWindow(
  page: Page,
  paths: readonly string[],
): Promise<{ drop(): Promise<void>; leave(): Promise<void> }> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  const tell = (type: 'dragEnter' | 'dragOver' | 'drop' | 'dragCancel') =>
    session.send('Input.dispatchDragEvent', { type, ...place, data });
  const end = async (type: 'drop' | 'dragCancel') => {
    await tell(type);
    await session.detach();
  };
  await tell('dragEnter');
  await tell('dragOver');
  return { drop: () => end('drop'), leave: () => end('dragCancel') };
}
