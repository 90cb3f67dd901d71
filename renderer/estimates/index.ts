export { EstimateText } from './EstimateText.tsx';
