import type { Texts } from '../english.ts';
import { counted } from './locale.ts';

export const explain: Texts['explain'] = {
  title: 'Warum (nicht)?',
  lead: 'Fragt die Filter und die Callbacks aller Dienste, was jetzt daraus würde. Nichts wird ausgeführt.',
  ask: 'Erklären',
  askAgain: 'Noch einmal erklären',
  waiting: 'Filter und Callbacks werden gefragt…',
  gathered: {
    patient: (PatientID, studies) =>
      `Wird mit dem Patienten ${PatientID} gesammelt: ${counted(studies, 'Studie', 'Studien')}`,
    study: () => 'Wird als Studie gesammelt',
    series: () => 'Eine Serie, für sich gesammelt',
  },
  counts: (series, images) => `${counted(series, 'Serie', 'Serien')}, ${counted(images, 'Bild', 'Bilder')}`,
  states: {
    collecting: 'Kommt noch an',
    waiting: 'Vollständig, wartet auf die Planung',
    'put-aside': 'Zurückgestellt, wird nur von Hand verarbeitet',
    settled: 'Nichts davon wartet',
  },
  missingTitle: 'Es fehlt',
  nothingMissing: 'Es fehlt nichts.',
  warningsTitle: 'Aufgefallen',
  filtersTitle: 'Filter',
  filtersOff: 'Die Filter sind aus: Alles wird weitergegeben. Eingeschaltet täten sie dies:',
  seriesLabel: 'Was die Filter mit jeder Serie tun',
  jobsTitle: 'Aufträge',
  noJobs: 'Kein Dienst ist installiert.',
  noJobsText:
    'Nur Dienste führen Aufträge aus: Ohne einen werden Bilder aufbewahrt und nichts geschieht mit ihnen.',
  columnJob: 'Auftrag',
  columnService: 'Dienst',
  columnOutcome: 'Würde',
  columnWhy: 'Warum',
  columnWaitsFor: 'Wartet auf',
  columnSaid: 'Callback',
  outcomes: { runs: 'laufen', declined: 'nicht laufen: abgelehnt', skipped: 'nicht laufen: übersprungen' },
  said: 'Was er ausgegeben hat',
};
