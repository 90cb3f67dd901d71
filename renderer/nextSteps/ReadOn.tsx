import { Button } from '@mantine/core';
import { showHelp, type DocumentId } from '../help/index.ts';

interface ReadOnProps {
  /** Which document says more. */
  document: DocumentId;
  label: string;
}

/** The next step is to read how it is done. */
export function ReadOn({ document, label }: ReadOnProps) {
  return (
    <Button variant="default" onClick={() => showHelp({ document })}>
      {label}
    </Button>
  );
}
