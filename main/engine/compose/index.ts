/** An application's containers as a file for Docker Compose. */
export { composeText } from './composeText.ts';
