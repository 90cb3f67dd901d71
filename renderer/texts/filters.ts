import type { FilterRule } from '../../contract/index.ts';
import { counted, locale } from './locale.ts';

const images = (count: number) => counted(count, 'image', 'images');
const series = (count: number) => counted(count, 'series', 'series');

export const filters = {
  title: 'Filters',
  lead: 'Which images reach callbacks and jobs. Everything is archived, whatever the filters say.',
  enabled: 'Filter what arrives',
  enabledHelp: 'On: only images that pass every rule below are handed on.',
  enabledOffHelp:
    'Off: everything that arrives is handed on. The preview shows what the rules would keep out.',
  rules: 'Rules',
  ruleNames: {
    'own-output': 'Own results',
    'required-tags': 'Required attributes',
    geometry: 'Complete geometry',
    localizers: 'Localizers',
    'image-types': 'Wanted image types',
    'junk-words': 'Unwanted words',
    modalities: 'Modalities',
    'minimum-instances': 'Fewest images in a series',
  } satisfies Record<FilterRule, string>,
  ruleHelp: {
    'own-output': 'Keeps out series that an earlier run made, so that nothing is processed in circles.',
    'required-tags':
      'An image must have a value for each of these. Without number and position, images cannot be put in order.',
    geometry: 'Keeps out images whose place in space is not known: orientation needs 6 numbers, position 3.',
    localizers: 'Keeps out overview images, with LOCALIZER or OTHER in their ImageType.',
    'image-types':
      'ImageType must contain one of these words: images as the scanner took them, not what was computed from them.',
    'junk-words':
      'ImageType must contain none of these: projections, dose sheets, scouts and other by-products.',
    modalities: 'Only series of these modalities.',
    'minimum-instances':
      'A series of which fewer images passed is kept out as a whole: too few slices make no volume.',
  } satisfies Record<FilterRule, string>,
  emptyList: 'Empty: no rule',
  addWord: 'Add…',
  noMinimum: 'None',
  philips: 'Philips exceptions',
  philipsHelp:
    'Philips writes the geometry of multi-frame and private objects elsewhere: these pass the rules on attributes, geometry, localizers and the number of images.',
  standard: 'Standard rules',
  standardHelp: 'Puts every rule back to how it was at first.',
  preview: 'Preview',
  previewOf: 'Try the rules on',
  previewOfHelp: 'The latest studies, or one that is searched for. They are only looked at.',
  latest: (count: number) => (count === 1 ? 'The latest study' : `The ${count} latest studies`),
  noStudyFound: 'No study matches',
  noStudyTitle: 'No study to try them on',
  noStudyText: 'As soon as images are in the archive, what the rules keep out of them is shown here.',
  waitingForValid: 'The preview waits until the rules can be read.',
  passed: (passed: string, of: number) => `${passed} of ${images(of)} pass`,
  inSeries: (passed: number, of: number) => `in ${passed} of ${series(of)}`,
  passedShare: 'Images that pass',
  everythingPasses: 'Everything passes.',
  nothingPasses: 'Nothing passes.',
  keptOut: (count: number, inSeries: number) => `keeps out ${images(count)} in ${series(inSeries)}`,
  wasKeptOut: (count: number, inSeries: number) => `kept out ${images(count)} in ${series(inSeries)}`,
  keepsNothingOut: 'keeps nothing out',
  keptOutOfSeries: (count: number) => images(count),
  seriesPasses: (passed: string, of: string) => `${passed} of ${of}`,
  wholeSeriesPasses: 'passes',
  seriesNumber: (number: string) => `no. ${number}`,
  allSeries: (count: number) => `Show all ${series(count)}`,
  seriesOf: (study: string) => `Series of ${study}`,
  runTitle: (keptOut: number, of: number) =>
    keptOut === 0
      ? `Filters: all ${images(of)} passed`
      : `Filters kept out ${keptOut.toLocaleString(locale)} of ${images(of)}`,
  runNothingTitle: 'Nothing passed the filters',
  runNothingText:
    'No job was asked for. Each rule says below what it kept out; the images are in the archive.',
  byRule: 'By rule',
  bySeries: 'By series',
  change: 'Change the filters',
};
