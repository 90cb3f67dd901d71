import type { Texts } from '../english.ts';

const atPort = (port: number) => (port === 0 ? 'beliebiger freier Port' : `Port ${port}`);

export const applicationWizard: Texts['applicationWizard'] = {
  title: 'Neue Anwendung',
  firstTitle: 'Ihre erste Anwendung anlegen',
  place: 'Name und Ort',
  placeLead:
    'Eine Anwendung hat ihre eigenen Studien, Dienste und Ergebnisse in einem Ordner. Mehrere können nebeneinander bestehen.',
  name: 'Name',
  nameHelp: 'So finden Sie sie wieder. Auch ihr Ordner heißt so.',
  namePlaceholder: 'Kopf-MRT',
  folder: 'Übergeordneter Ordner',
  folderHelp:
    'In ihm wird ihr eigener Ordner angelegt. Wählen Sie einen Datenträger mit Platz für Bilder und Ergebnisse.',
  folderPlaceholder: 'Datenordner von DCM Processor',
  choose: 'Wählen…',
  chooseFolder: 'Übergeordneten Ordner wählen',
  dataFolder: 'Ordner für Daten',
  dataFolderHelp:
    'Für Bilder und Ergebnisse, zum Beispiel auf einem anderen Datenträger. Leer oder noch nicht vorhanden.',
  dataFolderPlaceholder: 'In ihrem eigenen Ordner',
  chooseDataFolder: 'Ordner für Daten wählen',
  willBe: 'Ihr Ordner:',
  others: 'Es gibt schon eine?',
  restore: 'Sicherung wiederherstellen',
  importLegacy: 'Aus dem Kommandozeilenwerkzeug übernehmen',
  runtimeLead: 'Das lässt sich später ändern. Worker und Dienste werden danach installiert.',
  orthancTitleHelp: 'Unter dem das Archiv gerufen wird.',
  dicom: 'DICOM empfangen',
  dicomLead:
    'Dateien lassen sich immer auf das Fenster ziehen. Durch diesen Zugang können Geräte und Archive selbst senden.',
  scp: 'DICOM-Zugang (C-STORE)',
  http: 'Über HTTP empfangen',
  httpLead: 'Durch diesen Zugang liefern Programme Bilder, mit einem Token, das dafür angelegt wird.',
  httpDoor: 'HTTP-Zugang',
  filters: 'Welche Bilder',
  filtersHelp: 'Aus: Alles, was ankommt, wird weitergegeben. Weitere Regeln stehen später unter Filter.',
  arrival: 'Wann vollständig',
  arrivalLead:
    'Was ankommt, wird gesammelt und verarbeitet, sobald es vollständig ist. Mehr lässt sich später unter Vollständigkeit einstellen.',
  review: 'Zusammenfassung',
  reviewLead: 'Das wird angelegt. Alles außer dem Ordner lässt sich später ändern.',
  create: 'Anwendung anlegen',
  ownFolder: 'Ordner',
  components: 'Daneben',
  noComponents: 'Nichts',
  closed: 'Geschlossen',
  scpAt: (aeTitle, address, port) => `${aeTitle} an ${address}, ${atPort(port)}`,
  httpAt: (address, port) => `${address}, ${atPort(port)}`,
  filtered: 'Bilder',
  everyImage: 'Alle, die ankommen',
  someImages: (modalities) => (modalities === '' ? 'Gefiltert' : `Gefiltert: ${modalities}`),
  groupedBy: (level, quiet) => `${level}, vollständig nach ${quiet} Ruhe`,
};
