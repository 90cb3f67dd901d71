import { counted } from './locale.ts';

export const help = {
  title: 'Help',
  intro: 'All that is written about the program, on this machine.',
  documents: {
    start: 'Getting started',
    services: 'Writing a service',
    workers: 'Workers',
    cli: 'Command line',
    architecture: 'How it is built',
  },
  contents: 'Contents',
  search: 'Search in all documents',
  searchPlaceholder: 'Search',
  results: 'Results',
  found: (count: number) => counted(count, 'chapter', 'chapters'),
  nothingFound: (query: string) => `No chapter has “${query}”. Try fewer or shorter words.`,
  inChapter: 'In this chapter',
  before: 'Before',
  next: 'Next',
  tableOf: (chapter: string) => `Table: ${chapter}`,
  about: (field: string) => `Help: ${field}`,
  openWhole: 'Open in Help',
  back: 'Back to the application',
  tour: 'Guided tour',
};
