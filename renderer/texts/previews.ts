export const previews = {
  noPreview: 'The window cannot show files of this kind. Open it with a program of yours.',
  tooLarge: (size: string) =>
    `The file has ${size}: too much to be loaded into the window. Open it with a program of yours.`,
  failed: (why: string) => `It cannot be shown: ${why}`,
  beginning: 'Only the beginning of the file is shown.',
  noJson: 'The file is called JSON, and is none. This is its text.',
  noPicture: 'The file is no picture that can be shown.',
  pictureNotShown: (alt: string, href: string) =>
    alt === '' ? `Picture, not shown: ${href}` : `Picture, not shown: ${alt} (${href})`,
  noDocument: 'The file is no PDF that can be shown.',
  firstRows: (count: string) => `The first ${count} rows are shown.`,
  document: 'Document',
  previousPage: 'Previous page',
  nextPage: 'Next page',
  page: (page: number, pages: number) => `Page ${page} of ${pages}`,
  planes: { axial: 'Axial', coronal: 'Coronal', sagittal: 'Sagittal' },
  slice: (plane: string, slice: number, slices: number) => `${plane}, slice ${slice} of ${slices}`,
  volume: (size: string) => `${size} voxels`,
  noPlanes: 'the file does not say where its voxels lie',
};
