export { CompletenessView } from './CompletenessView.tsx';
