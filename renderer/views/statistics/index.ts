export { StatisticsView } from './StatisticsView.tsx';
