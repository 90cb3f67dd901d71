import type { CheckId } from '../../../../contract/index.ts';
import type { Check, CheckedApplication } from '../types.ts';
import { applicationCheck } from './applicationCheck.ts';
import { clockCheck } from './clockCheck.ts';
import { diskCheck } from './diskCheck.ts';
import { dockerCheck } from './dockerCheck.ts';
import { engineCheck } from './engineCheck.ts';
import { foldersCheck } from './foldersCheck.ts';
import { historyCheck } from './historyCheck.ts';
import { homeCheck } from './homeCheck.ts';
import { hostCheck } from './hostCheck.ts';
import { keyStoreCheck } from './keyStoreCheck.ts';
import { leftoversCheck } from './leftoversCheck.ts';
import { peersCheck } from './peersCheck.ts';
import { portsCheck } from './portsCheck.ts';
import { pythonCheck } from './pythonCheck.ts';
import { watchedFoldersCheck } from './watchedFoldersCheck.ts';

/** Checks of this machine, by name. */
export const ofMachine: ReadonlyMap<CheckId, Check> = byName([
  engineCheck,
  homeCheck,
  diskCheck,
  clockCheck,
  hostCheck,
  dockerCheck,
  keyStoreCheck,
  leftoversCheck,
]);

/** Checks of one application, by name. */
export const ofApplication: ReadonlyMap<CheckId, Check<CheckedApplication>> = byName([
  applicationCheck,
  foldersCheck,
  historyCheck,
  pythonCheck,
  portsCheck,
  watchedFoldersCheck,
  peersCheck,
]);

function byName<Of>(checks: readonly Check<Of>[]): ReadonlyMap<CheckId, Check<Of>> {
  return new Map(checks.map((check) => [check.id, check]));
}
