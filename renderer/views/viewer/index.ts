/** The images of a study. */
export { ViewerView } from './ViewerView.tsx';
