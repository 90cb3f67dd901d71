import type { Texts } from '../english.ts';

export const tour: Texts['tour'] = {
  title: 'Rundgang',
  tryIt: 'Mit einem Beispielpatienten ausprobieren',
  noImages: 'Keine Bilder zur Hand?',
  intro:
    'In etwa drei Minuten geht ein künstlicher Patient durch das Programm: von den Bildern bis zu den Ergebnissen. Alles, was Sie sehen, ist echt.',
  makes: (name) =>
    `Dafür wird eine Anwendung „${name}“ angelegt, mit zwei Diensten, die das Programm mitbringt. Am Ende lässt sie sich wieder entfernen. Sonst wird nichts angerührt.`,
  usesAgain: (name) =>
    `Die Anwendung „${name}“ eines früheren Rundgangs ist da und wird wieder verwendet. Am Ende lässt sie sich entfernen. Sonst wird nichts angerührt.`,
  applicationName: 'Beispiel',
  begin: 'Beginnen',
  sampleGone:
    'Der Beispielpatient ist nicht mehr im Archiv. Beenden Sie den Rundgang und beginnen Sie ihn neu.',
  notNow: 'Jetzt nicht',
  step: (number, total) => `Schritt ${number} von ${total}`,
  back: 'Zurück',
  next: 'Weiter',
  end: 'Rundgang beenden',
  steps: {
    application: {
      title: 'Eine Anwendung',
      text: 'Sie hat ihr eigenes Archiv, eigene Dienste und einen eigenen Verlauf. Ihre Seiten stehen links; die Übersicht sagt, was gerade geschieht.',
    },
    services: {
      title: 'Dienste',
      text: 'Ein Dienst ist ein Ordner mit Ihrem Python-Code. Zwei sind installiert: Einer schreibt einen Bericht zu jeder Serie, der andere zeichnet aus dessen Ergebnissen Vorschaubilder.',
    },
    arrival: {
      title: 'Bilder kommen herein',
      text: 'Der Beispielpatient wird aus einem ZIP-Archiv importiert. Dateien auf das Fenster zu ziehen tut dasselbe, und ebenso die Zugänge: C-STORE, HTTP, überwachte Ordner und der Abruf aus einem PACS.',
    },
    complete: {
      title: 'Wann ist ein Patient vollständig?',
      text: 'Wenn eine Weile nichts mehr kam; hier läuft die Zeit ab. „Jetzt verarbeiten“ wartet nicht. Dann entscheidet jeder Dienst, ob er den Patienten haben will.',
    },
    run: {
      title: 'Ein Lauf',
      text: 'Die angenommenen Aufträge laufen in der Reihenfolge, in der sie einander brauchen. Farbe und Wort sagen den Zustand jedes einzelnen.',
    },
    result: {
      title: 'Ein Ergebnis',
      text: 'Jeder Auftrag behält Antwort, Ergebnis, Dateien und Protokoll, und womit sie entstanden sind. Was nicht lief, sagt warum.',
    },
    studies: {
      title: 'Studien',
      text: 'Alles, was ankam, ist im Archiv. Eine Studie zeigt ihre Serien und daneben, was wodurch und mit welchen Ergebnissen verarbeitet wurde.',
    },
    flow: {
      title: 'Der Fluss',
      text: 'Die ganze Anwendung auf einen Blick: Zugänge, Archiv, Aufträge und Auslieferung, und was an jeder Stelle wartet, läuft und fehlgeschlagen ist.',
    },
    end: {
      title: 'Das war alles',
      text: 'Installieren Sie als Nächstes einen eigenen Dienst. Unter „Hilfe“ stehen alle Dokumente und dieser Rundgang.',
    },
  },
  status: {
    arriving: (done) => (done === 1 ? '1 Datei wurde angesehen.' : `${done} Dateien wurden angesehen.`),
    arrived: (images) => (images === 1 ? '1 Bild ist angekommen.' : `${images} Bilder sind angekommen.`),
    counting: 'Wartet, bis der Patient vollständig ist…',
    planned: (run) => `Lauf ${run} hat begonnen.`,
    running: (ended, total) => `${ended} von ${total} Aufträgen sind beendet.`,
    ended: 'Alle Aufträge sind beendet.',
    noPython: 'Python ist nicht verfügbar: Aufträge können nicht laufen. Die Diagnose sagt, was zu tun ist.',
  },
  remove: 'Beispiel entfernen',
  keep: 'Behalten',
  removed: (name) => `„${name}“ wurde mit allem darin entfernt.`,
};
