export { ServicesView } from './ServicesView.tsx';
