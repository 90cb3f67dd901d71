export { ServiceView } from './ServiceView.tsx';
