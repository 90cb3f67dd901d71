/** What every room is given: folders, events, log, the loop all rooms work by. Ground floor. */
export { applicationFolders, attemptLogFile, dataFolderMark, runFolders } from './folders.ts';
export type { ApplicationFolders, RunFolders } from './folders.ts';
export { createDiskPace } from './diskPace.ts';
export type { DiskPace } from './diskPace.ts';
export { createEventBus } from './eventBus.ts';
export type { EventBus } from './eventBus.ts';
export { startLoop } from './loop.ts';
export { createClockWatch } from './clockWatch.ts';
export { silentLogger } from './logger.ts';
export type { Logger } from './logger.ts';
export { shareFlush } from './sharedFlush.ts';
export { errorOfFindings } from './errorOfFindings.ts';
export { servingEnvironment } from './servingEnvironment.ts';
export { inTurn } from './inTurn.ts';
export { isInside } from './isInside.ts';
export { chooseAnother, liesInOwn, ownPlaceAround, refuseOwnPlaces } from './ownPlace.ts';
export type { OwnPlaces } from './ownPlace.ts';
export { lookAtNewFolder, nearestFolder } from './newFolder.ts';
export { isLeftOut } from './leftOut.ts';
export {
  backupCrashPoints,
  crashPoint,
  crashPoints,
  deleteCrashPoints,
  exportCrashPoints,
  goldenCrashPoints,
  serviceCrashPoints,
  workerCrashPoints,
} from './crashPoint.ts';
export { giveName } from './giveName.ts';
export type { NameWays } from './giveName.ts';
export { systemCode } from './systemCode.ts';
export { newId } from './ids.ts';
export { createStillness } from './stillness.ts';
export type { Stillness } from './stillness.ts';
export type { ApplicationContext, KeyStore } from './applicationContext.ts';
export { linuxHelper } from './linuxHelper.ts';
