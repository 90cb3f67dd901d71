import type { Texts } from '../english.ts';

export const workerVersions: Texts['workerVersions'] = {
  enabled: 'Eingeschaltet',
  enabledHelp:
    'Aus: Seine Container enden, und Aufträge seiner Kanäle warten, bis er wieder eingeschaltet ist.',
  enabledOf: (name) => `Eingeschaltet: ${name}`,
  disabled: 'Abgeschaltet',
  lead: 'Ein Ordner, der ersetzt wird, wird aufgehoben, auch was darin bearbeitet wurde: die letzten zehn.',
  changeLead:
    'Was sich gegenüber der jetzigen Version änderte. Danach wird das Image gebaut; bis dahin laufen Aufträge im vorigen.',
  rollBackAndBuild: 'Zurückholen und bauen',
  updateAndBuild: 'Aktualisieren und bauen',
};
