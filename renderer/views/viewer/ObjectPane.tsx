import { useMemo } from 'react';
import { writeObjectAddress } from '../../../contract/index.ts';
import type { ViewedInstance } from '../../../contract/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { ListSkeleton } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import type { ObjectKind } from './kinds.ts';
import { PdfPane } from './PdfPane.tsx';
import { Problem } from './Problem.tsx';
import { ReportPane } from './ReportPane.tsx';
import { StackPane } from './StackPane.tsx';
import type { PaneProps } from './SeriesPane.tsx';
import { orderOfStack } from './stackOrder.ts';
import { useObject } from './useObject.ts';
import button from './ToolButton.module.css';
import styles from './ObjectPane.module.css';

interface ObjectPaneProps extends PaneProps {
  kind: ObjectKind;
  instance: ViewedInstance;
}

/** One object by itself: its frames, its pages, its text, or why it has none of them. */
export function ObjectPane({ kind, instance, onOverlay, ...pane }: ObjectPaneProps) {
  const application = useApplicationId();
  const { SOPInstanceUID } = instance;
  const address = writeObjectAddress({ kind: 'instance', application, SOPInstanceUID });
  const { file, problem } = useObject(pane.imaging, address);
  const pictures = useMemo(
    () =>
      (file === null ? [] : orderOfStack(file.framePlaces())).map((at, _, { length }) => ({
        address,
        SOPInstanceUID,
        frame: at + 1,
        isMultiFrame: length > 1,
      })),
    [address, SOPInstanceUID, file],
  );

  if (problem !== null) return <Problem problem={problem} />;
  if (file === null) return <ListSkeleton />;
  if (kind === 'pdf') return <PdfPane imaging={pane.imaging} file={file} />;
  if (kind === 'report') return <ReportPane report={pane.imaging.readReport(file.dataSet)} />;
  const hasPicture = (kind === 'image' || kind === 'frames') && file.hasPixels;
  if (hasPicture) return <StackPane {...pane} pictures={pictures} rate={file.rate} />;
  return (
    <div className={styles.hint}>
      <p>{texts.viewer.noPicture[kind]}</p>
      {kind === 'segmentation' && (
        <button
          type="button"
          className={button.button}
          data-framed
          onClick={() => onOverlay({ address, kind, SOPInstanceUID })}
        >
          {texts.viewer.showOverlay}
        </button>
      )}
    </div>
  );
}
