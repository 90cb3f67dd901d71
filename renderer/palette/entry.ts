import type { ShortcutId } from '../../contract/index.ts';
import type { Icon } from '../icons/index.ts';
import type { texts } from '../texts/index.ts';

/** Under which heading something stands in the palette. */
export type EntryGroup = keyof typeof texts.palette.groups;

/** Something that can be found and done. */
export interface Entry {
  /** Unlike that of any other entry. */
  id: string;
  group: EntryGroup;
  icon: Icon;
  label: string;
  /** Beside the label, to tell it from its like. */
  hint?: string;
  /** It was found by what was typed, which need not stand in its label. */
  isFound?: boolean;
  shortcut?: ShortcutId;
  /** Done once the palette is closed. */
  run: () => void;
}
