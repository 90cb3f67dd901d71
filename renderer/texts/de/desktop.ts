import type { Texts } from '../english.ts';

export const desktop: Texts['desktop'] = {
  title: 'Dieser Rechner',
  autostart: 'Beim Anmelden starten',
  autostartHelp: 'Ohne Fenster, damit DICOM angenommen und verarbeitet wird, sobald Sie angemeldet sind.',
  startAtLogin: 'Dann diese Anwendung starten',
  startAtLoginHelp: 'Aus: Startet das Programm beim Anmelden, bleibt sie gestoppt, bis Sie sie starten.',
  command: (command) => `Ihre Sitzung führt aus: ${command}`,
  closing: 'Schließen des Fensters',
  closingHelp: 'Ohne Fenster nimmt das Programm weiter DICOM an und verarbeitet es.',
  closings: { ask: 'Fragen', hide: 'Weiterlaufen', quit: 'Beenden' },
  notifications: 'Benachrichtigungen',
  notificationsHelp: 'Während Sie das Fenster nicht vor sich haben.',
  notMade: 'Dieses System zeigt keine Benachrichtigungen.',
  kinds: {
    failedRuns: 'Fehlgeschlagene Läufe',
    finishedRuns: 'Fertige Läufe',
    fullDisk: 'Ein Datenträger, der voll wird',
    patientNames: 'Namen von Patienten darin zeigen',
  },
  question: 'Im Hintergrund weiterlaufen?',
  questionText:
    'Ohne Fenster nimmt DCM Processor weiter DICOM an und führt Aufträge aus; das Symbol in der Taskleiste oder ein erneuter Start holt das Fenster zurück. Beenden Sie das Programm, wird Laufendes für den nächsten Start wieder eingereiht.',
  reloaded: 'Das Fenster hatte aufgehört zu arbeiten und wurde neu geladen.',
  reloadedAdvice: 'Nichts Gespeichertes ist verloren, und die Arbeit ging weiter.',
  keepRunning: 'Weiterlaufen',
  quit: 'Beenden',
  remember: 'Künftig immer so',
  rememberHelp: 'In den Einstellungen lässt es sich ändern.',
};
