export { conditionAt, triggerInWords } from './conditions.ts';
export { TriggerForm } from './TriggerForm.tsx';
