import { Menu } from '@mantine/core';
import type { ReactNode } from 'react';
import {
  IconAngle,
  IconArrowBackUp,
  IconArrowsMove,
  IconBrightness,
  IconChevronDown,
  IconColumns2,
  IconContrast,
  IconFlipHorizontal,
  IconFlipVertical,
  IconOvalVertical,
  IconRotateClockwise,
  IconRulerMeasure,
  IconStack2,
  IconZoomIn,
} from '../../icons/index.ts';
import type { Icon } from '../../icons/index.ts';
import type { Pane } from '../../images/index.ts';
import type { PrimaryTool } from '../../imaging/index.ts';
import { texts } from '../../texts/index.ts';
import { presetNames } from './commands.ts';
import type { PresetName } from './commands.ts';
import { KeyList } from './KeyList.tsx';
import { ToolButton } from './ToolButton.tsx';
import button from './ToolButton.module.css';
import styles from './Toolbar.module.css';

const words = texts.viewer;

const tools: readonly [PrimaryTool, Icon][] = [
  ['window', IconBrightness],
  ['pan', IconArrowsMove],
  ['zoom', IconZoomIn],
  ['scroll', IconStack2],
  ['length', IconRulerMeasure],
  ['angle', IconAngle],
  ['ellipse', IconOvalVertical],
];

interface ToolbarProps {
  tool: PrimaryTool;
  onTool: (tool: PrimaryTool) => void;
  onPreset: (name: PresetName) => void;
  /** The picture that is meant; null where none is shown. */
  pane: Pane | null;
  isDouble: boolean;
  onDouble: () => void;
  /** Beside the buttons. */
  children: ReactNode;
}

/** What can be done with the picture that is meant. */
export function Toolbar(props: ToolbarProps) {
  const { tool, onTool, onPreset, pane, isDouble, onDouble, children } = props;
  const acts: [string, Icon, () => void][] = [
    [words.rotate, IconRotateClockwise, () => pane?.rotateBy(90)],
    [words.flipHorizontal, IconFlipHorizontal, () => pane?.flip('horizontal')],
    [words.flipVertical, IconFlipVertical, () => pane?.flip('vertical')],
    [words.invert, IconContrast, () => pane?.invert()],
    [words.reset, IconArrowBackUp, () => pane?.reset()],
  ];
  return (
    <div className={styles.bar} role="toolbar" aria-label={words.tools}>
      {tools.map(([name, Shape]) => (
        <ToolButton
          key={name}
          label={words.tool[name]}
          Shape={Shape}
          isPressed={tool === name}
          onClick={() => onTool(name)}
        />
      ))}
      <span className={styles.gap} />
      <Menu position="bottom-start" shadow="md">
        <Menu.Target>
          <button type="button" className={button.button} disabled={pane === null}>
            {words.preset}
            <IconChevronDown size={14} aria-hidden />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {presetNames.map((name, index) => (
            <Menu.Item
              key={name}
              rightSection={<span className={styles.key}>{index + 1}</span>}
              onClick={() => onPreset(name)}
            >
              {words.presets[name]}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {acts.map(([label, Shape, act]) => (
        <ToolButton key={label} label={label} Shape={Shape} isDisabled={pane === null} onClick={act} />
      ))}
      <span className={styles.rest} />
      {children}
      <ToolButton label={words.sideBySide} Shape={IconColumns2} isPressed={isDouble} onClick={onDouble} />
      <KeyList />
    </div>
  );
}
