/** What people do with jobs: cancel, requeue, pause and resume. */
export { ActionButton } from './ActionButton.tsx';
export { PauseMenu } from './PauseMenu.tsx';
export { useControl } from './useControl.ts';
