export { GeneralTaskView } from './GeneralTaskView.tsx';
