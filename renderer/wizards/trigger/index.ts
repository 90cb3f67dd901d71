export { conditionAt } from './conditions.ts';
export { TriggerForm } from './TriggerForm.tsx';
