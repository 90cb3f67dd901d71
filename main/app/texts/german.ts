import type { ShellTexts } from './english.ts';

const runs = (count: number) => (count === 1 ? '1 Lauf' : `${count} Läufe`);
const gigabyteFormat = new Intl.NumberFormat('de-DE', {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});

/** What the program says outside its window, in German. */
export const german: ShellTexts = {
  failedRun: {
    title: (application) => `Ein Lauf ist fehlgeschlagen: ${application}`,
    body: ({ number, failedJobs, who }) =>
      `Lauf ${number}${who === '' ? '' : ` von ${who}`}: ${
        failedJobs === 1 ? '1 Auftrag ist' : `${failedJobs} Aufträge sind`
      } fehlgeschlagen.`,
  },
  finishedRun: {
    title: (application) => `Ein Lauf ist fertig: ${application}`,
    body: ({ number, who }) => `Lauf ${number}${who === '' ? '' : ` von ${who}`} ist beendet.`,
  },
  failedRuns: (count) => `${runs(count)} fehlgeschlagen.`,
  finishedRuns: (count) => `${runs(count)} beendet.`,
  fullDisk: {
    title: (application) => `Der Datenträger ist voll: ${application}`,
    body: (gigabytes) =>
      `${gigabyteFormat.format(gigabytes)} GB sind frei. Bis wieder Platz ist, wird kein DICOM angenommen, und kein Auftrag beginnt.`,
  },
  lowDisk: {
    title: (application) => `Der Datenträger ist fast voll: ${application}`,
    body: (gigabytes) => `${gigabyteFormat.format(gigabytes)} GB sind frei.`,
  },
  stillRuns: {
    title: 'DCM Processor läuft im Hintergrund weiter',
    body: 'Sein Symbol in der Taskleiste oder ein erneuter Start holt das Fenster zurück.',
  },
  tray: {
    open: 'DCM Processor öffnen',
    pause: 'Alle Aufträge anhalten',
    resume: 'Alle Aufträge fortsetzen',
    quit: 'Beenden',
    noEngine: 'Der Rechenkern läuft nicht',
    paused: 'Angehalten',
    idle: 'Nichts zu tun',
    busy: (running, queued) => (queued === 0 ? `${running} laufen` : `${running} laufen, ${queued} warten`),
    stopped: 'Alle Anwendungen sind gestoppt',
  },
  menu: {
    file: '&Datei',
    importFiles: '&Dateien importieren…',
    importFolder: '&Ordner importieren…',
    close: 'Fenster schließen',
    quit: 'Beenden',
    edit: '&Bearbeiten',
    undo: 'Rückgängig',
    redo: 'Wiederholen',
    cut: 'Ausschneiden',
    copy: 'Kopieren',
    paste: 'Einfügen',
    delete: 'Löschen',
    selectAll: 'Alles auswählen',
    view: '&Ansicht',
    reload: 'Neu laden',
    developerTools: 'Entwicklerwerkzeuge',
    actualSize: 'Originalgröße',
    zoomIn: 'Vergrößern',
    zoomOut: 'Verkleinern',
    fullScreen: 'Vollbild',
    window: '&Fenster',
    minimize: 'Minimieren',
    help: '&Hilfe',
    documents: '&Dokumente',
    tour: 'Geführter &Rundgang',
    logFolder: '&Protokollordner öffnen',
    about: 'Über DCM Processor',
  },
  choosers: {
    'dicom-files': 'DICOM-Dateien, ZIP- oder tar-Archive importieren',
    'dicom-folder': 'Ordner mit DICOM-Dateien importieren',
    'service-folder': 'Ordner eines Dienstes wählen',
    'worker-folder': 'Ordner eines Workers wählen',
    'new-service': 'Wählen Sie, wo der Ordner des Dienstes angelegt wird',
    'archive-file': 'ZIP- oder tar-Archiv wählen',
    'new-worker': 'Wählen Sie, wo der Ordner des Workers angelegt wird',
    'backup-folder': 'Ordner für die Sicherung wählen',
    'backup-file': 'Sicherung einer Anwendung wählen',
    'legacy-config': 'Die config.json des Kommandozeilenwerkzeugs wählen',
    'mounted-folder': 'Ordner für die Container wählen',
    'application-folder': 'Ordner für die Anwendung wählen',
    python: 'Python wählen',
    'watched-folder': 'Zu überwachenden Ordner wählen',
    'moved-folder': 'Ordner wählen, in den übernommene Dateien verschoben werden',
    'export-folder': 'Zielordner wählen',
    'peer-list': 'Konfiguration von Orthanc oder dcmqrscp wählen',
    'pem-file': 'PEM-Datei wählen',
    'secret-file': 'Datei mit dem Geheimnis wählen',
  },
  backUpHere: 'Hier sichern',
  exportHere: 'Hierhin exportieren',
  archives: 'Archive',
  backups: 'Sicherungen',
  allFiles: 'Alle Dateien',
  cannotStart: 'DCM Processor kann nicht starten',
  dataHome: (folder) => `Datenordner: ${folder}`,
  page: {
    title: 'Das Fenster kann nicht angezeigt werden',
    ended: (times, reason) => `Sein Prozess wurde ${times}-mal beendet (${reason}).`,
    notLoaded: (description, code) => `Es konnte nicht geladen werden: ${description} (${code}).`,
    advice:
      'Nichts Gespeichertes ist verloren. Beenden Sie DCM Processor und starten Sie es neu; hilft das nicht, installieren Sie es erneut.',
  },
};
