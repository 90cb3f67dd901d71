/** For tests only. */
export { builtOrthancImage } from './orthancImage.ts';
