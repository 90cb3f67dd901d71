export { ChoiceCards } from './ChoiceCards.tsx';
