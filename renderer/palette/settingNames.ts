import { paths } from '../navigation/index.ts';
import { texts } from '../texts/index.ts';

/** A setting by the name that stands beside it, and the page that it is on. */
export interface SettingName {
  label: string;
  /** What it is a setting of. */
  part: string;
  href: string;
}

/** The settings of an application, of its doors and of the program, by the names that they have on their pages. */
export function settingNames(application: string): SettingName[] {
  const { settings, desktop, network, secrets, upkeep, completeness, life } = texts;
  const { scp, http, folders } = texts.doorSettings;
  const door = (name: string) => paths.doorSettings(application, name);
  const onPage = (href: string, part: string, labels: readonly string[]): SettingName[] =>
    labels.map((label) => ({ label, part, href }));
  const onSettings = (part: string, labels: readonly string[]) =>
    onPage(paths.settings(application), part, labels);
  return [
    ...onSettings(life.runtime, [life.dockerRuntime, life.planningWorker, life.restartPolicy, life.subnet]),
    ...onSettings(settings.python, [
      settings.pythonPath,
      settings.slots,
      settings.callbackTimeout,
      settings.lease,
      settings.logLimit,
    ]),
    ...onSettings(settings.headers, [settings.fullTags, settings.headerFields]),
    ...onSettings(settings.aroundServices, [settings.preServices, settings.postServices]),
    ...onSettings(upkeep.backups, [upkeep.everyMinutes, upkeep.keep]),
    ...onSettings(upkeep.retention, [
      upkeep.inputsDays,
      upkeep.resultsDays,
      upkeep.logsDays,
      upkeep.quarantineDays,
      upkeep.scratchDays,
      upkeep.maxBytes,
    ]),
    ...onSettings(settings.appearance, [settings.colourScheme, texts.frame.language]),
    ...onSettings(desktop.title, [desktop.autostart, desktop.closing, desktop.notifications]),
    ...onSettings(network.title, Object.values(network.names)),
    ...onSettings(secrets.title, [secrets.place]),
    ...onPage(paths.completeness(application), completeness.title, [
      completeness.grouping,
      completeness.quietSeconds,
      completeness.atAssociationEnd,
      completeness.atExpectedInstances,
      completeness.askForCount,
      completeness.awaitCommitted,
      completeness.requiredSeries,
      completeness.maximumWait,
      completeness.latePolicy,
    ]),
    ...onPage(door('scp'), texts.doors.names.scp, [
      scp.aeTitle,
      scp.port,
      scp.bindAddress,
      scp.calling,
      scp.checkCalled,
      scp.tlsMode,
      scp.maxAssociations,
      scp.maxPdu,
    ]),
    ...onPage(door('http'), texts.doors.names.http, [
      scp.port,
      scp.bindAddress,
      http.hostNames,
      http.maxRequests,
      http.maxInstance,
      http.idle,
    ]),
    ...onPage(door('folder'), texts.doors.names.folder, [folders.watch, folders.settle, folders.poll]),
  ];
}
