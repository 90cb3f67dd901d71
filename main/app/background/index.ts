/** The program without its window: tray, notifications, and what a person chose about them. */
export { openBackground } from './background.ts';
export type { Background } from './background.ts';
