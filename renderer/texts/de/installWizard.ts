import type { Texts } from '../english.ts';
import { counted } from './locale.ts';

export const installWizard: Texts['installWizard'] = {
  service: {
    title: 'Dienst installieren',
    action: 'Installieren',
    replace: 'Ersetzen',
    done: (name) => `„${name}“ ist installiert.`,
  },
  worker: {
    title: 'Worker installieren',
    action: 'Installieren und bauen',
    replace: 'Ersetzen und bauen',
    done: (names) => `Installiert: ${names}`,
  },
  source: {
    title: 'Wo er ist',
    lead: 'Ein Ordner, ein Git-Repository oder ein Archiv von diesem Rechner oder aus dem Web.',
    label: 'Woher er kommt',
    kinds: { folder: 'Ordner', git: 'Git-Repository', archive: 'Archiv' },
    kindHelps: {
      folder: 'Auf diesem Rechner',
      git: 'Unter seiner Adresse',
      archive: 'ZIP oder tar, als Datei oder aus dem Web',
    },
    folder: 'Ordner',
    folderHelp: 'Der mit registry und module darin, oder einer, der solche Ordner enthält.',
    chooseFolder: 'Ordner wählen',
    url: 'Adresse',
    urlHelp:
      'https, ssh oder git. Zugangsdaten und Schlüssel, die Ihr eigenes git verwendet, gelten auch hier.',
    ref: 'Branch, Tag oder Commit',
    refHelp: 'Leer: womit das Repository beginnt.',
    refPlaceholder: 'main',
    subfolder: 'Unterordner',
    subfolderHelp: 'Leer: alles.',
    submodules: 'Mit seinen Submodulen',
    submodulesHelp:
      'Holt auch die Repositorys, die es in .gitmodules nennt; sie können von anderen Rechnern kommen.',
    place: 'Datei oder Adresse',
    placeHelp: 'ZIP, tar oder tar.gz.',
    choosePlace: 'Archiv wählen',
    remember: 'Benutzername und Passwort für diesen Rechner merken',
    rememberHelp:
      'Im Schlüsselspeicher, für Aktualisierungen und alles Weitere von dort. Sonst werden sie vergessen.',
    sha256: 'SHA-256',
    sha256Help: 'Falls Sie sie kennen: Alles andere wird abgelehnt.',
  },
  fetch: {
    fetching: 'Wird geholt…',
    fetched: (files, bytes) => `Wird geholt… ${files} Dateien, ${bytes}`,
    cancelled: 'Das Holen wurde abgebrochen.',
    failed: 'Es ließ sich nicht holen.',
    subfolder: 'Ordner',
    commit: 'Commit',
    candidates: (count) =>
      `Darin sind ${counted(count, 'Ordner, der', 'Ordner, die')} sich installieren ${count === 1 ? 'lässt' : 'lassen'}`,
    candidateHelp: 'Nur der gewählte wird installiert; für andere kommen Sie wieder.',
    candidatePlaceholder: 'Einen wählen',
  },
  look: {
    title: 'Ansehen',
    lead: 'Seine Funktionen werden importiert, wo sie laufen würden. Noch ist nichts installiert.',
    workerLead: 'Was daraus gebaut würde. Noch ist nichts installiert.',
    looking: 'Einstellungen werden gelesen und Funktionen importiert…',
    chooseFirst: 'Wählen Sie, welcher installiert werden soll.',
    wait: 'Er wird gerade angesehen.',
    withoutBase:
      'Deshalb wurde nicht in das Basis-Image gesehen. Installieren lässt sich der Worker trotzdem; sein Image wird gebaut, sobald das behoben ist.',
    hasErrors: 'Fehler verhindern die Installation. Beheben Sie sie und sehen Sie dann noch einmal nach.',
    again: 'Noch einmal ansehen',
    tried: 'Wo seine Funktionen importiert wurden',
    callbacks: 'Callbacks',
    workers: (channels) => `Worker des Kanals ${channels}`,
    tested: 'importiert',
  },
  confirm: {
    title: 'Installieren',
    lead: 'Er nimmt ab dem nächsten Eingang teil.',
    workerLead: 'Sein Image wird gebaut, dann führen seine Container die Aufträge seiner Kanäle aus.',
    build: 'Sein Image jetzt bauen',
    buildHelp: 'Aus: Seine Aufträge warten, bis es gebaut ist.',
    name: 'Name',
    nameHelp: 'Der seiner Python-Pakete: Seine Funktionen beginnen damit.',
    link: 'Entwicklungsmodus: dem Ordner folgen',
    linkHelp: 'Er bleibt, wo er ist. Was Sie speichern, wird geprüft und gilt ab dem nächsten Lauf.',
    replaceNote: (name) =>
      `„${name}“ ist schon installiert. Dies wird seine neue Version; die vorige wird aufgehoben und lässt sich zurückholen.`,
    what: (name, jobs) => `${name} mit ${jobs}`,
    warnings: (count) =>
      `${counted(count, 'Warnung', 'Warnungen')}, von denen keine verhindert, dass er läuft.`,
  },
};
