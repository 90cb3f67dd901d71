import { Button } from '@mantine/core';
import { texts } from '../texts/index.ts';

interface AskClearProps {
  what: keyof typeof texts.nextSteps.clear;
  onClear: () => void;
}

/** What is looked for keeps everything out: the next step is to look for less. */
export function AskClear({ what, onClear }: AskClearProps) {
  return (
    <Button variant="default" onClick={onClear}>
      {texts.nextSteps.clear[what]}
    </Button>
  );
}
