import type { ApplicationContext, ApplicationFolders, RunFolders } from '../context/index.ts';

/**
 * Environment variables that callbacks and workers see beside the machine's own (compatibility document, sections
 * 1.2 and 2.6).
 *
 * - `DATA`: the run's own data folder; every path that jobs exchange is relative to it
 * - `LOGS`: folder of the application for log files of services
 * - `MODULES`, and `MODULE`, as the original's service template reads it: packages with worker functions
 * - `REGISTRY`: packages with callbacks
 * - `DEFUALT_CHANNEL`, `ORTHANC_DEFUALT_STORE` (the original's spelling), `CLEAN_ORTHANC`: its template values
 * - `ORTHANC_REST_URL`, `ORTHANC_REST_USERNAME`, `ORTHANC_REST_PASSWORD`: where an Orthanc belongs to the application,
 *   which then says the two before as well
 * - `LANG`: UTF-8, whatever the session that started the engine has
 */
export function jobVariables(
  application: Pick<ApplicationContext, 'folders' | 'componentVariables'>,
  run: RunFolders,
): Record<string, string> {
  return { DATA: run.data, ...sharedVariables(application.folders), ...application.componentVariables?.() };
}

/** Those of `jobVariables` that are the same for all runs of an application. */
export function sharedVariables(application: ApplicationFolders): Record<string, string> {
  return {
    LOGS: application.logs,
    MODULES: application.modules,
    MODULE: application.modules,
    REGISTRY: application.registry,
    DEFUALT_CHANNEL: 'default',
    ORTHANC_DEFUALT_STORE: 'pac',
    CLEAN_ORTHANC: '0',
    LANG: 'C.UTF-8',
  };
}
