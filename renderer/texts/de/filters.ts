import type { Texts } from '../english.ts';
import { counted, locale } from './locale.ts';

const images = (count: number) => counted(count, 'Bild', 'Bilder');
/** In the dative, as after “von” and “in”. */
const ofImages = (count: number) => counted(count, 'Bild', 'Bildern');
const series = (count: number) => counted(count, 'Serie', 'Serien');

export const filters: Texts['filters'] = {
  title: 'Filter',
  lead: 'Welche Bilder zu Callbacks und Aufträgen gelangen. Archiviert wird alles, was die Filter auch sagen.',
  enabled: 'Filtern, was ankommt',
  enabledHelp: 'An: Nur Bilder, die jede Regel unten bestehen, werden weitergegeben.',
  enabledOffHelp:
    'Aus: Alles, was ankommt, wird weitergegeben. Die Vorschau zeigt, was die Regeln zurückhielten.',
  rules: 'Regeln',
  ruleNames: {
    'own-output': 'Eigene Ergebnisse',
    'required-tags': 'Benötigte Attribute',
    geometry: 'Vollständige Geometrie',
    localizers: 'Übersichtsaufnahmen',
    'image-types': 'Gewünschte Bildtypen',
    'junk-words': 'Unerwünschte Wörter',
    modalities: 'Modalitäten',
    'minimum-instances': 'Mindestzahl der Bilder einer Serie',
  },
  ruleHelp: {
    'own-output':
      'Hält Serien zurück, die ein früherer Lauf erzeugt hat, damit nichts im Kreis verarbeitet wird.',
    'required-tags':
      'Für jedes davon muss ein Bild einen Wert haben. Ohne Nummer und Lage lassen sich Bilder nicht ordnen.',
    geometry:
      'Hält Bilder zurück, deren Ort im Raum nicht bekannt ist: Die Ausrichtung braucht 6 Zahlen, die Lage 3.',
    localizers: 'Hält Übersichtsaufnahmen zurück, mit LOCALIZER oder OTHER in ihrem ImageType.',
    'image-types':
      'ImageType muss eines dieser Wörter enthalten: Bilder, wie das Gerät sie aufgenommen hat, nicht was daraus berechnet wurde.',
    'junk-words':
      'ImageType darf keines dieser Wörter enthalten: Projektionen, Dosisblätter, Scouts und andere Nebenprodukte.',
    modalities: 'Nur Serien dieser Modalitäten.',
    'minimum-instances':
      'Haben von einer Serie weniger Bilder bestanden, wird sie ganz zurückgehalten: Zu wenige Schichten ergeben kein Volumen.',
  },
  emptyList: 'Leer: keine Regel',
  addWord: 'Hinzufügen…',
  noMinimum: 'Keine',
  philips: 'Ausnahmen für Philips',
  philipsHelp:
    'Philips schreibt die Geometrie von Multiframe- und privaten Objekten anderswohin: Diese bestehen die Regeln zu Attributen, Geometrie, Übersichtsaufnahmen und Zahl der Bilder.',
  standard: 'Übliche Regeln',
  standardHelp: 'Setzt jede Regel auf ihren anfänglichen Stand zurück.',
  preview: 'Vorschau',
  previewOf: 'Die Regeln ausprobieren an',
  previewOfHelp: 'Die neuesten Studien oder eine gesuchte. Sie werden nur angesehen.',
  latest: (count) => (count === 1 ? 'Der letzten Studie' : `Den letzten ${count} Studien`),
  noStudyFound: 'Keine Studie passt',
  noStudyTitle: 'Keine Studie zum Ausprobieren',
  noStudyText: 'Sobald Bilder im Archiv sind, steht hier, was die Regeln davon zurückhalten.',
  waitingForValid: 'Die Vorschau wartet, bis die Regeln verständlich sind.',
  passed: (passed, of) => `${passed} von ${ofImages(of)} bestehen`,
  inSeries: (passed, of) => `in ${passed} von ${series(of)}`,
  passedShare: 'Bilder, die bestehen',
  everythingPasses: 'Alles besteht.',
  nothingPasses: 'Nichts besteht.',
  keptOut: (count, inSeries) => `hält ${images(count)} in ${series(inSeries)} zurück`,
  wasKeptOut: (count, inSeries) => `hat ${images(count)} in ${series(inSeries)} zurückgehalten`,
  keepsNothingOut: 'hält nichts zurück',
  keptOutOfSeries: images,
  seriesPasses: (passed, of) => `${passed} von ${of}`,
  wholeSeriesPasses: 'besteht',
  seriesNumber: (number) => `Nr. ${number}`,
  allSeries: (count) => `Alle ${series(count)} zeigen`,
  seriesOf: (study) => `Serien von ${study}`,
  runTitle: (keptOut, of) =>
    keptOut === 0
      ? `Filter: Alle ${images(of)} haben bestanden`
      : `Die Filter haben ${keptOut.toLocaleString(locale)} von ${ofImages(of)} zurückgehalten`,
  runNothingTitle: 'Nichts hat die Filter bestanden',
  runNothingText:
    'Kein Auftrag wurde gefragt. Jede Regel sagt unten, was sie zurückgehalten hat; die Bilder sind im Archiv.',
  byRule: 'Nach Regel',
  bySeries: 'Nach Serie',
  change: 'Filter ändern',
};
