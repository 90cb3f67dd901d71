/** How far the guided tour is. The tour itself comes on demand with `views/tour`. */
export { keepTour, readTour, stepIds } from './tourState.ts';
export type { StepId, TourState } from './tourState.ts';
