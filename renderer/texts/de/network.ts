import type { Texts } from '../english.ts';

export const network: Texts['network'] = {
  title: 'Netz dieses Rechners',
  names: {
    httpProxy: 'Proxy für HTTP',
    httpsProxy: 'Proxy für HTTPS',
    ftpProxy: 'Proxy für FTP',
    noProxy: 'Ohne Proxy',
    trustedHosts: 'Vertraute Rechner',
    caFile: 'Weitere Zertifikate',
    pipIndexUrl: 'Paketverzeichnis',
  },
  helps: {
    httpProxy:
      'Für git, pip, Bauvorgänge und Downloads aller Anwendungen. http://benutzer:passwort@rechner:port',
    httpsProxy: 'Dasselbe für verschlüsselte Adressen. Meist wird nur dieser gebraucht.',
    ftpProxy: 'Nur für Bauvorgänge, die über FTP holen.',
    noProxy: 'Rechner, die direkt erreicht werden, mit Kommas: localhost,.klinik.example',
    trustedHosts: 'Rechner, deren Zertifikate nicht geprüft werden. Besser: ihre Zertifikate unten angeben.',
    caFile: 'PEM. Neben den üblichen Zertifizierungsstellen werden Server damit geprüft.',
    pipIndexUrl: 'Wo pip Pakete findet.',
  },
  passwordKept: 'Sein Passwort liegt als Geheimnis vor; es bleibt, solange Benutzer und Rechner bleiben.',
  none: 'Keiner',
  fromEnvironment: (name, value) => `${name}: ${value}`,
  saved: 'Gespeichert. Es wirkt beim nächsten Abruf oder Bau.',
  check: 'Adresse ausprobieren',
  checkHelp: 'Mit den Einstellungen, wie sie gespeichert sind.',
  ask: 'Ausprobieren',
  reached: (status, proxy) =>
    [
      status === null ? 'Sie hat geantwortet' : `Sie hat mit ${status} geantwortet`,
      ...(proxy === null ? [] : [`über ${proxy}`]),
    ].join(', '),
  notReached: 'Sie ist nicht zu erreichen.',
  builds: 'Bauvorgänge dieser Anwendung',
  buildHelp: 'Nur wo Bauvorgänge einen anderen brauchen als dieser Rechner.',
  asTheMachine: 'Wie dieser Rechner',
};

export const secrets: Texts['secrets'] = {
  title: 'Geheimnisse dieses Rechners',
  place: 'Liegen in',
  places: { system: 'Schlüsselspeicher', file: 'Eigener Datei' },
  placeHelp: (system, file) =>
    `Passwörter und Token: verschlüsselt durch ${system} oder in ${file}, was nur Sie lesen können. Ein Rechenkern ohne Fenster kann nur die Datei lesen.`,
  noSystem: (file) =>
    `Dieses System hat keinen Schlüsselspeicher: Sie liegen in ${file}, was nur Sie lesen können.`,
  unreadable: 'Nur das Fenster kann es lesen',
  remove: (name) => `${name} entfernen`,
  removeTitle: (name) => `Das Geheimnis „${name}“ entfernen?`,
  removeText: 'Was es braucht, fragt erneut danach oder schlägt fehl.',
  removeAction: 'Entfernen',
  name: 'Name',
  nameHelp: 'host/ und ein Rechnername, für git und Downloads dort.',
  valueHelp: 'Ein Token oder Benutzer:Passwort. Es wird nie wieder gezeigt.',
  value: 'Geheimnis',
  show: 'Eingabe zeigen',
  keep: 'Behalten',
};
