import { locale } from './locale.ts';

/** How rows of a list are chosen. */
export const choosing = {
  column: 'Chosen',
  choose: (name: string) => `Choose ${name}`,
  chooseShown: (count: number) => `Choose the ${count.toLocaleString(locale)} shown`,
  chooseShownHelp: 'Chooses what was read so far; what is further down is not among it.',
  chooseAll: (count: string) => `All ${count} that match`,
  chooseAllFound: 'All that match',
  allFound: 'All that match',
  chooseNone: 'Choose none',
  chosen: (count: string) => `${count} chosen`,
  tooMany: (most: string) => `Not all were chosen: at most ${most} rows can be chosen one by one.`,
  tooManyAdvice: 'Narrow the list down, or work on them in several turns.',
};
