export { NetworkPart } from './NetworkForm.tsx';
export { SecretsPart } from './SecretsPart.tsx';
