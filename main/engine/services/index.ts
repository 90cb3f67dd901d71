/** Services: what researchers write, installed as Python packages. */
export { createServices } from './services.ts';
export type { InstalledService, Services } from './services.ts';
export { inspectService } from './inspect.ts';
export type { InspectedService } from './inspect.ts';
