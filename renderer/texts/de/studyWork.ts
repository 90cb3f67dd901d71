import type { Texts } from '../english.ts';
import { counted, locale } from './locale.ts';

const numbers = (all: readonly number[]) => all.map((one) => one.toLocaleString(locale)).join(', ');
const two = (number: number) => String(number).padStart(2, '0');

export const studyWork: Texts['studyWork'] = {
  chosen: {
    studies: (count) => `${counted(count, 'Studie', 'Studien')} gewählt`,
    series: (count) => `${counted(count, 'Serie', 'Serien')} gewählt`,
  },
  export: 'Ausleiten…',
  delete: 'Löschen…',
  processAgain: 'Erneut verarbeiten',
  someBegun: (count, of) =>
    `${count.toLocaleString(locale)} von ${of.toLocaleString(locale)} wurden begonnen; noch einmal macht mit den übrigen weiter.`,

  deleteTitle: 'Aus dem Archiv löschen',
  goes: 'Geht',
  stays: 'Bleibt',
  moreNames: (count) => `und ${count.toLocaleString(locale)} weitere`,
  arrivingEnds: (count) =>
    count === 1
      ? 'Sie kommt noch an: Das endet. Was später kommt, beginnt neu.'
      : `${count.toLocaleString(locale)} kommen noch an: Das endet. Was später kommt, beginnt neu.`,
  noRunStays: 'Nichts: Kein Lauf galt ihr.',
  runsStay: (count) => `${counted(count, 'Lauf', 'Läufe')} mit Aufzeichnung, Ergebnissen und Protokollen.`,
  staysInOrthanc: 'Was der Orthanc neben der Anwendung davon hat.',
  inputCopies: (runs, bytes) =>
    `Auch die Bildkopien entfernen, die ${runs} ${runs === '1' ? 'Lauf aufhebt' : 'Läufe aufheben'}${bytes === null ? '' : ` (${bytes})`}`,
  inputCopiesHelp: 'Aufträge dieser Läufe lassen sich dann nicht mehr ausführen.',
  cancelRuns: (count, first) =>
    count === 1
      ? `Lauf ${numbers(first)} abbrechen, der nicht beendet ist`
      : `${count.toLocaleString(locale)} Läufe abbrechen, die nicht beendet sind (${numbers(first)}${count > first.length ? ', …' : ''})`,
  cancelRunsHelp: 'Sonst wird nichts gelöscht, bis sie beendet sind.',
  waitForIt: 'Warten Sie, bis das fertig ist, oder brechen Sie es ab.',
  noWayBack: 'Das lässt sich nicht rückgängig machen.',
  deleteConfirm: (images) => `${images} ${images === '1' ? 'Bild' : 'Bilder'} löschen`,
  deleting: 'Es wird gelöscht.',

  exportTitle: 'Ausleiten',
  exportName: (now) =>
    `DICOM ${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())} ${two(now.getHours())}${two(now.getMinutes())}`,
  exportFolder: 'In den Ordner',
  exportFolderHelp:
    'Er muss vorhanden sein. Dateien werden Byte für Byte geschrieben, wie sie gespeichert sind.',
  chooseFolder: 'Ordner wählen, in den ausgeleitet wird',
  exportNameLabel: 'Name',
  exportNameHelp: 'Nichts wird überschrieben.',
  form: 'Was entsteht',
  forms: { folder: 'Ordner', zip: 'ZIP-Archiv' },
  media: 'Für ein Medium, mit einem DICOMDIR',
  mediaHelp: 'Kurze Namen, wie CDs und Betrachter darauf sie wollen, statt lesbarer.',
  anonymize: 'Anonymisiert durch',
  anonymizeHelp:
    'Läuft zuerst auf jeder Studie oder ihren gewählten Serien; ausgeleitet wird, was er erzeugt hat. Bilder, die noch Namen oder Kennung des Patienten tragen, werden weggelassen.',
  asStored: 'Nicht: wie sie gespeichert sind',
  noAnonymizer:
    'Um anonymisiert auszuleiten, installieren Sie einen Dienst, der anonymisiert: einen, dessen Name oder Auftrag das sagt (anonymize, deidentify, pseudonymize).',
  free: (bytes) => `${bytes} dort frei`,
  exportConfirm: 'Ausleiten',
  exporting: (target) => `Es wird nach ${target} geschrieben.`,

  processedTitle: 'Was verarbeitet wurde',
  runTitle: (number, version) =>
    version === 1
      ? `Lauf ${number.toLocaleString(locale)}`
      : `Lauf ${number.toLocaleString(locale)}, Version ${version.toLocaleString(locale)}`,
  noJobs: 'Kein Auftrag lief.',
  columnResult: 'Ergebnis',
  columnFiles: 'Dateien',
  params: 'Parameter',
  longResult: (bytes) => `${bytes}, siehe den Auftrag`,
  moreFiles: (count) => `${count.toLocaleString(locale)} weitere`,
  moreJobs: (count) => `${counted(count, 'weiterer Auftrag', 'weitere Aufträge')}: siehe den Lauf.`,
  moreRuns: (count) => `Ältere zeigen (${count.toLocaleString(locale)})`,
};
