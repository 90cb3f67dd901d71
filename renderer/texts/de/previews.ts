import type { Texts } from '../english.ts';

export const previews: Texts['previews'] = {
  noPreview: 'Dateien dieser Art kann das Fenster nicht zeigen. Öffnen Sie sie mit einem Programm von Ihnen.',
  tooLarge: (size) =>
    `Die Datei hat ${size}: zu viel, um sie in das Fenster zu laden. Öffnen Sie sie mit einem Programm von Ihnen.`,
  failed: (why) => `Sie lässt sich nicht zeigen: ${why}`,
  beginning: 'Nur der Anfang der Datei wird gezeigt.',
  noJson: 'Die Datei heißt JSON und ist keines. Das ist ihr Text.',
  noPicture: 'Die Datei ist kein Bild, das sich zeigen lässt.',
  pictureNotShown: (alt, href) =>
    alt === '' ? `Bild, nicht gezeigt: ${href}` : `Bild, nicht gezeigt: ${alt} (${href})`,
  noDocument: 'Die Datei ist kein PDF, das sich zeigen lässt.',
  firstRows: (count) => `Die ersten ${count} Zeilen werden gezeigt.`,
  document: 'Dokument',
  previousPage: 'Vorige Seite',
  nextPage: 'Nächste Seite',
  page: (page, pages) => `Seite ${page} von ${pages}`,
  planes: { axial: 'Axial', coronal: 'Koronal', sagittal: 'Sagittal' },
  slice: (plane, slice, slices) => `${plane}, Schicht ${slice} von ${slices}`,
  volume: (size) => `${size} Voxel`,
  noPlanes: 'die Datei sagt nicht, wo ihre Voxel liegen',
};
