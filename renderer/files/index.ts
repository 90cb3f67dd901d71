export { useReveal } from './useReveal.ts';
