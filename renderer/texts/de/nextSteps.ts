import type { Texts } from '../english.ts';

export const nextSteps: Texts['nextSteps'] = {
  clear: { search: 'Suche leeren', filter: 'Filter aufheben' },
  overview: 'Zur Übersicht',
  flow: 'Zum Fluss',
  run: 'Zum Lauf',
  definition: 'Zu seiner Definition',
  dockerfile: 'Ansehen, was gebaut würde',
  studies: 'Zu den Studien',
  jobs: 'Zu den Aufträgen',
  services: 'Zu den Diensten',
  installService: 'Dienst installieren',
  workers: 'Zu den Workern',
  doors: 'Zu den Zugängen',
  summary: 'Zur Zusammenfassung',
  log: 'Protokoll lesen',
  build: 'Zum Bau',
  month: 'Den letzten Monat zeigen',
};
