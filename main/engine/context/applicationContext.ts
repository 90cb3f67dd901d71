import type { ApplicationOptions } from '../../../contract/index.ts';
import type { History } from '../database/index.ts';
import type { EventBus } from './eventBus.ts';
import type { ApplicationFolders } from './folders.ts';
import type { Logger } from './logger.ts';
import type { OwnPlaces } from './ownPlace.ts';
import type { Stillness } from './stillness.ts';

/** Encrypts small texts with the key store of the system; where there is none, they stay as they are. */
export interface KeyStore {
  seal(text: string): Promise<string>;
  /** A text that was never sealed stays as it is. @throws EngineError `secret-unreadable` */
  unseal(text: string): Promise<string>;
}

/** What every room of one application is given. */
export interface ApplicationContext {
  id: string;
  folders: ApplicationFolders;
  history: History;
  events: EventBus;
  log: Logger;
  /** Nothing begins: no task, no planning, no job; everything can be read. Stays as it is until it is opened anew. */
  readonly isStopped?: boolean;
  /** For secrets of the application; absent: they lie in owner-only files as they are. */
  keyStore?: KeyStore;
  /** Asked before a file is taken away that the history names. */
  stillness?: Stillness;
  /** Folders that are for this program alone, of all applications; absent: its own only. Nothing is written out there. */
  ownPlaces?: OwnPlaces['ownPlaces'];
  /** Environment variables of jobs that tell of components, such as `ORTHANC_REST_URL`. */
  componentVariables?(): Readonly<Record<string, string>>;
  /** The options as they are now; ask again at each use, they can be changed any time. */
  options(): ApplicationOptions;
}
