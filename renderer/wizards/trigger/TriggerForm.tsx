import type { Trigger } from '../../../contract/index.ts';
import { ConditionGroup } from './ConditionGroup.tsx';

interface TriggerFormProps {
  trigger: Trigger;
  /** What is wrong, by path in the trigger: `conditions.0.keyword`. */
  problems: Record<string, string>;
  onChange: (trigger: Trigger) => void;
}

/** When a service is wanted, as a form. */
export function TriggerForm({ trigger, problems, onChange }: TriggerFormProps) {
  return <ConditionGroup group={trigger} place={null} path="" problems={problems} onChange={onChange} />;
}
