export { ComparisonView } from './ComparisonView.tsx';
export { UpdateTab } from './UpdateTab.tsx';
