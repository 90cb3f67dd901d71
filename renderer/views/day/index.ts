export { DayView } from './DayView.tsx';
