import type { Texts } from '../english.ts';

export const generalTask: Texts['generalTask'] = {
  title: 'Arbeit des Rechenkerns',
  titles: {
    import: 'Import',
    retrieve: 'Abruf',
    send: 'Senden',
    scratch: 'Probelauf',
    golden: 'Prüfung',
    replay: 'Nachvollzug',
    build: 'Bau',
    init: 'Vorbereitung',
    delete: 'Löschen',
    export: 'Ausleitung',
    backup: 'Sicherung',
    restore: 'Wiederherstellung',
    clone: 'Klonen',
    fetch: 'Abruf',
    legacy: 'Übernahme',
  },
  failed: 'Fehlgeschlagen.',
  cancelled: 'Angehalten. Nichts ist davon geblieben.',
  cancel: 'Abbrechen',
  goesOn: 'Es geht weiter, wenn Sie diese Seite verlassen.',
  file: 'Die Sicherungsdatei',
  isStopped:
    'Die Anwendung ist gestoppt. Sehen Sie sie an und starten Sie sie, wenn alles ist, wie es sein soll.',
  open: 'Anwendung öffnen',
  home: 'Weiter',
};
