/** Services: what researchers write, installed as Python packages. */
export { createServices } from './services.ts';
export type { Services } from './services.ts';
export type { TakenFrom } from './takenFrom.ts';
export { takenFromFolder } from './takenFrom.ts';
export { backUpFiles } from './backup/index.ts';
export { compareFiles } from './compare/index.ts';
export { refuseErrors } from './installer.ts';
export { originInWords } from './describe.ts';
export { checkName } from './checkName.ts';
export { inspectService } from './inspect.ts';
export type { InspectedService } from './inspect.ts';
export { readJsonFile } from './jsonFile.ts';
export { createJsonLines } from './jsonLines.ts';
export { listServiceFiles } from './serviceFiles.ts';
export { readSettings } from './settingsFile.ts';
export { severalAtOnce } from './severalAtOnce.ts';
export type { ServiceVersions } from './versions.ts';
