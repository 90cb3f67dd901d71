import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { useRoute } from '../../../engine/index.ts';
import { Field } from '../../../forms/index.ts';
import { IconFileExport } from '../../../icons/index.ts';
import { useApplicationId } from '../../../navigation/index.ts';
import { Answer, CodeBlock, Note } from '../../../parts/index.ts';
import { texts } from '../../../texts/index.ts';

/** Shows the file with which the application's containers run under plain Docker Compose. */
export function ComposeField() {
  const words = texts.life;
  const [shown, setShown] = useState(false);
  return (
    <Field label={words.compose} help={words.composeHelp}>
      <Button
        variant="default"
        leftSection={<IconFileExport size={15} aria-hidden />}
        onClick={() => setShown(true)}
      >
        {words.showCompose}
      </Button>
      <Modal opened={shown} onClose={() => setShown(false)} title={words.composeTitle} size={820}>
        <Compose />
      </Modal>
    </Field>
  );
}

function Compose() {
  const application = useApplicationId();
  const compose = useRoute('export.compose', { application }, { keep: false });
  return (
    <Answer query={compose}>
      {({ text, notes }) => (
        <>
          {notes.map((note) => (
            <Note key={note}>{note}</Note>
          ))}
          <CodeBlock text={text} label={texts.life.composeTitle} />
        </>
      )}
    </Answer>
  );
}
