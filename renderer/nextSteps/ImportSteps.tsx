import { Button } from '@mantine/core';
import { IconFile, IconFolder } from '../icons/index.ts';
import { useImporting } from '../importing/index.ts';
import { paths, useApplicationId } from '../navigation/index.ts';
import { texts } from '../texts/index.ts';
import { WayTo } from './WayTo.tsx';

interface ImportStepsProps {
  /** Offers to let other devices send. */
  withDoors?: boolean;
  /** It is not the one thing to do on the page. */
  isQuiet?: boolean;
}

/** The next step is to bring images in. */
export function ImportSteps({ withDoors = false, isQuiet = false }: ImportStepsProps) {
  const application = useApplicationId();
  const { choose } = useImporting();
  return (
    <>
      <Button
        variant={isQuiet ? 'default' : 'filled'}
        leftSection={<IconFile size={15} aria-hidden />}
        onClick={() => choose('dicom-files')}
      >
        {texts.imports.importFiles}
      </Button>
      <Button
        variant="default"
        leftSection={<IconFolder size={15} aria-hidden />}
        onClick={() => choose('dicom-folder')}
      >
        {texts.imports.importFolder}
      </Button>
      {withDoors && <WayTo href={paths.doors(application)} label={texts.overview.openDoors} />}
    </>
  );
}
