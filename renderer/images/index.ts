/** What a page needs of images before it draws one: small pictures of series, and the way to what draws. */
export { loadImaging } from './loadImaging.ts';
export type { ImagingModule } from './loadImaging.ts';
export { SeriesThumbnail } from './SeriesThumbnail.tsx';
export type { Pane, PaneState, Picture } from '../imaging/index.ts';
