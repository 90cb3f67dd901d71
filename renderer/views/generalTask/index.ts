export { GeneralTaskView } from './GeneralTaskView.tsx';
export { LeftList } from './LeftList.tsx';
