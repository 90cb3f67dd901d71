export { FiltersView } from './FiltersView.tsx';
