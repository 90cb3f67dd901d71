import { Button } from '@mantine/core';
import { use } from 'react';
import { IconFile, IconFolder } from '../icons/index.ts';
import { ImportContext } from '../importing/index.ts';
import { paths, useApplicationId } from '../navigation/index.ts';
import { texts } from '../texts/index.ts';
import { WayTo } from './WayTo.tsx';

interface ImportStepsProps {
  /** Offers to let other devices send. */
  withDoors?: boolean;
  /** It is not the one thing to do on the page. */
  isQuiet?: boolean;
}

/** The next step is to bring images in; outside of the frame of the application, to go where that is done. */
export function ImportSteps({ withDoors = false, isQuiet = false }: ImportStepsProps) {
  const application = useApplicationId();
  const importing = use(ImportContext);
  if (importing === null)
    return <WayTo href={paths.overview(application)} label={texts.nextSteps.overview} />;
  const { choose } = importing;
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
