import type { Texts } from '../english.ts';

export const completeness: Texts['completeness'] = {
  title: 'Vollständigkeit',
  lead: 'Wann Patient, Studie oder Serie vollständig angekommen ist und was mit später Eintreffendem geschieht.',
  arrival: 'Was ein Eingang ist',
  complete: 'Vollständig, wenn',
  missing: 'Außer es fehlt etwas',
  late: 'Wenn Bilder zu spät kommen',
  grouping: 'Zusammen verarbeiten',
  groupingHelp: 'Was zu einem Eingang und damit zu einem Lauf gesammelt wird.',
  groupings: { patient: 'Patient', study: 'Studie', series: 'Serie' },
  quietSeconds: 'Nichts mehr kam seit',
  quietSecondsHelp: 'Die Ruhezeit nach dem letzten Bild. Langsame Sender brauchen mehr.',
  seconds: ' s',
  quietTimes: 'Andere Ruhezeiten für einzelne Sender',
  quietTimesHelp:
    'Ein Sender ist ein AE-Titel, eine Adresse oder ein Ordner, wie unter Zugänge gezeigt; * steht für beliebige Zeichen. Die erste passende Zeile gilt.',
  sender: 'Sender',
  senderPlaceholder: 'CT-* oder 10.1.2.*',
  senderNumber: (number) => `Sender ${number}`,
  senderQuietNumber: (number) => `Ruhezeit von Sender ${number}`,
  addSender: 'Sender hinzufügen',
  removeSender: (number) => `Sender ${number} entfernen`,
  atAssociationEnd: 'Der Sender ist fertig',
  atAssociationEndHelp:
    'Sofort vollständig, wenn die Assoziation endet, die ihn geliefert hat, sofern keine andere noch dazu liefert. Lassen Sie es aus, wo Geräte für jede Serie eine eigene Assoziation öffnen.',
  atExpectedInstances: 'Alle erwarteten Bilder sind da',
  atExpectedInstancesHelp:
    'Sofort vollständig, wenn alle Bilder gekommen sind, die ein Storage Commitment nennt oder die die gefragte Gegenstelle hat. Lassen Sie es aus, wo ein Sender für jede Serie einzeln um Storage Commitment bittet oder eine Studie schon sendet, während er noch Bilder davon bekommt.',
  expectedTitle: 'Alles Angekündigte ist da',
  expectedHelp:
    'Immer an: Was von einer Gegenstelle geholt oder von jemandem angekündigt wird, ist mit allen Bildern sofort vollständig und mit weniger nicht.',
  askForCount: 'Fragen, wie viele Bilder kommen sollen',
  askForCountHelp:
    'Bei Studien, die an diese Anwendung gesendet werden: wenn sie zu kommen beginnen, und noch einmal, wenn sie vollständig scheinen. Gewartet wird auf alles, was die Gegenstelle hat; was in Quarantäne liegt, ist gekommen. Wo nur Teile von Studien gesendet werden, bleibt es besser aus.',
  askForCounts: {
    never: { label: 'Niemanden fragen', help: 'Was kommt, ist alles.' },
    sender: { label: 'Den Absender', help: 'Wenn er nach seinem AE-Titel eine der Gegenstellen ist.' },
    peer: { label: 'Eine bestimmte Gegenstelle', help: 'Ein Archiv, das dieselben Studien bekommt.' },
  },
  askedPeer: 'Gefragte Gegenstelle',
  askedPeerHelp: 'Gegenstellen werden auf der Seite Gegenstellen angelegt.',
  askedPeerPlaceholder: 'Gegenstelle wählen',
  awaitCommitted: 'Auf das warten, was Storage Commitment nennt',
  awaitCommittedHelp:
    'Ein Sender, der um Storage Commitment bittet, nennt alle Bilder, die er gesendet hat. Auf die, die noch fehlen, wird gewartet.',
  requiredSeries: 'Benötigte Serien',
  requiredSeriesHelp:
    'Serien, die da sein müssen, als Ausdruck. Leer: keine bestimmten. Solange er nicht erfüllt ist, macht Ruhezeit nichts vollständig.',
  requiredSeriesPlaceholder: 'count(Modality == "CT") >= 1',
  readable: 'Das ist verständlich.',
  wrongPlace: 'Die Stelle',
  examples: 'Beispiele',
  insertExample: (meaning) => `Verwenden: ${meaning}`,
  exampleList: [
    { meaning: 'Mindestens eine CT-Serie', expression: 'count(Modality == "CT") >= 1' },
    {
      meaning: 'Eine dünne CT-Serie und ein PET',
      expression:
        'count(Modality == "CT" and SeriesDescription ~ "thin") >= 1 and count(Modality == "PT") >= 1',
    },
    {
      meaning: 'Vier MR-Serien mit mindestens 20 Bildern',
      expression: 'count(Modality == "MR" and instances >= 20) == 4',
    },
    {
      meaning: '300 Bilder des Kopfes oder eine Ganzkörperserie',
      expression:
        'instances(BodyPartExamined == "HEAD") >= 300 or count(SeriesDescription ~ "whole body") >= 1',
    },
  ],
  words:
    'count(…) zählt Serien, instances(…) deren Bilder. Vergleichen Sie Modality, SeriesDescription, SeriesNumber, BodyPartExamined, StudyDescription, StudyDate mit == und != oder, für einen Teil des Textes, mit ~ und !~; verbinden Sie mit and, or, not.',
  maximumWait: 'Längste Wartezeit',
  maximumWaitHelp: 'Vom ersten Bild an. Leer: unbegrenzt.',
  noLimit: 'Unbegrenzt',
  unit: 'Einheit',
  units: { 1: 'Sekunden', 60: 'Minuten', 3600: 'Stunden', 86_400: 'Tage' },
  afterMaximumWait: 'Was dann geschieht',
  afterMaximumWaitHelp: 'Mit einem Eingang, in dem noch etwas fehlt.',
  afterMaximumWaits: {
    process: { label: 'So verarbeiten, wie er ist', help: 'Der Lauf sagt, was gefehlt hat.' },
    'keep-waiting': { label: 'Weiter warten', help: 'Bis es kommt oder jemand ihn startet.' },
    'put-aside': {
      label: 'Zurückstellen',
      help: 'Er bleibt im Archiv und auf der Übersicht, mit dem Grund.',
    },
  },
  latePolicy: 'Was mit ihnen geschieht',
  lateHelp:
    'Bilder können kommen, nachdem der Lauf ihres Patienten, ihrer Studie oder Serie geplant wurde. Archiviert werden sie in jedem Fall.',
  latePolicies: {
    'new-version': {
      label: 'Alles noch einmal verarbeiten, als neue Version',
      help: 'Der frühere Lauf und seine Ergebnisse bleiben.',
    },
    merge: {
      label: 'In den Lauf aufnehmen',
      help: 'Hat noch keiner seiner Aufträge begonnen, tritt ein Lauf mit allem an seine Stelle; sonst eine neue Version.',
    },
    ignore: {
      label: 'Nicht verarbeiten',
      help: 'Sie werden zurückgestellt und lassen sich auf der Übersicht starten.',
    },
  },
  drawing: { run: 'Lauf 1', next: 'Version 2', aside: 'Zurückgestellt', late: 'zu spät' },
};
