import type { ApplicationOptions } from '../../../contract/index.ts';
import type { History } from '../database/index.ts';
import type { EventBus } from './eventBus.ts';
import type { ApplicationFolders } from './folders.ts';
import type { Logger } from './logger.ts';

/** What every room of one application is given. */
export interface ApplicationContext {
  id: string;
  folders: ApplicationFolders;
  history: History;
  events: EventBus;
  log: Logger;
  /** The options as they are now; ask again at each use, they can be changed any time. */
  options(): ApplicationOptions;
}
