import { ActionIcon, Tooltip } from '@mantine/core';
import { IconFocusCentered, IconMinus, IconPlus } from '../icons/index.ts';
import { Panel, useReactFlow } from '@xyflow/react';
import { texts } from '../texts/index.ts';
import styles from './GraphControls.module.css';

/** Zoom, and the whole graph at once. */
export function GraphControls({ onWhole }: { onWhole: () => void }) {
  const flow = useReactFlow();
  const controls = [
    { label: texts.run.zoomIn, icon: IconPlus, act: () => void flow.zoomIn() },
    { label: texts.run.zoomOut, icon: IconMinus, act: () => void flow.zoomOut() },
    { label: texts.run.zoomFit, icon: IconFocusCentered, act: onWhole },
  ];
  return (
    <Panel position="bottom-left" className={styles.controls ?? ''}>
      {controls.map(({ label, icon: Shape, act }) => (
        <Tooltip key={label} label={label} position="right">
          <ActionIcon aria-label={label} onClick={act}>
            <Shape size={16} />
          </ActionIcon>
        </Tooltip>
      ))}
    </Panel>
  );
}
