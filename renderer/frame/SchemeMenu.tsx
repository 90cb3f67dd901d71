import { ActionIcon, Menu } from '@mantine/core';
import { IconCheck } from '../icons/index.ts';
import { texts } from '../texts/index.ts';
import { schemes, useScheme } from './schemes.ts';

/** Light, dark or as the system, within reach of every view. */
export function SchemeMenu() {
  const { colorScheme, setColorScheme } = useScheme();
  const Current = schemes.find(({ value }) => value === colorScheme)?.icon;
  return (
    <Menu position="top-end" width={180}>
      <Menu.Target>
        <ActionIcon aria-label={texts.frame.colourScheme}>
          {Current !== undefined && <Current size={16} stroke={1.7} />}
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {schemes.map(({ value, label, icon: Shape }) => (
          <Menu.Item
            key={value}
            leftSection={<Shape size={15} />}
            rightSection={value === colorScheme ? <IconCheck size={15} aria-hidden /> : undefined}
            aria-current={value === colorScheme || undefined}
            onClick={() => setColorScheme(value)}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
