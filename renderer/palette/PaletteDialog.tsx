import { Modal } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { isPressed, shortcutsOn } from '../../contract/index.ts';
import { IconSearch } from '../icons/index.ts';
import { AskClear } from '../nextSteps/index.ts';
import { announce, EmptyNote } from '../parts/index.ts';
import { platform } from '../shortcuts/index.ts';
import { texts } from '../texts/index.ts';
import type { Entry } from './entry.ts';
import { matching } from './matching.ts';
import type { PageAction } from './pageActions.ts';
import styles from './PaletteDialog.module.css';
import { PaletteList } from './PaletteList.tsx';
import { useEntries } from './useEntries.ts';

/** Pause in typing before studies are searched, in milliseconds. */
const typingPause = 120;
const ownShortcut = shortcutsOn(platform).filter(({ id }) => id === 'palette');

interface PaletteDialogProps {
  application: string | null;
  /** What could be done on the page when the palette was asked for. */
  actions: readonly PageAction[];
  onClose: () => void;
  onChosen: (entry: Entry) => void;
}

/** Finds whatever has a name, and does it: one field, and what fits below it. */
export default function PaletteDialog({ application, actions, onClose, onChosen }: PaletteDialogProps) {
  const [query, setQuery] = useState('');
  const [asked] = useDebouncedValue(query, typingPause);
  const [place, setPlace] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const { entries, isSearching } = useEntries({ application, query: asked, typed: query, actions });
  const found = useMemo(() => matching(entries, query), [entries, query]);
  const flat = found.flatMap((group) => group.entries);
  const at = Math.min(place, flat.length - 1);
  const chosen = flat[at];
  const words = texts.palette;

  const { length } = flat;
  useEffect(() => {
    if (query === '' || (length === 0 && isSearching)) return;
    announce(length === 0 ? words.none(query) : words.count(length));
  }, [length, query, isSearching, words]);
  const { id: chosenId } = chosen ?? { id: '' };
  useEffect(() => {
    if (chosenId !== '')
      list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [chosenId]);

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.nativeEvent.isComposing) return;
    const steps: Partial<Record<string, number>> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: 8,
      PageUp: -8,
    };
    const step = steps[event.key];
    if (step !== undefined && length > 0) {
      const next = at + step;
      // One step goes round, many stop at the end.
      setPlace(Math.abs(step) === 1 ? (next + length) % length : Math.min(Math.max(next, 0), length - 1));
    } else if (event.key === 'Enter' && chosen !== undefined) onChosen(chosen);
    else if (ownShortcut.some((one) => isPressed(one, event, platform))) onClose();
    else return;
    event.preventDefault();
  }

  return (
    <Modal.Root opened onClose={onClose} size={620} yOffset="12vh" centered={false} lockScroll={false}>
      <Modal.Overlay />
      <Modal.Content radius="lg" aria-label={words.title}>
        <div className={styles.field}>
          <IconSearch size={17} aria-hidden />
          <input
            ref={field}
            className={styles.input}
            type="text"
            role="combobox"
            autoComplete="off"
            spellCheck={false}
            data-autofocus
            aria-label={words.title}
            aria-expanded={length > 0}
            aria-controls={`${id}-list`}
            aria-autocomplete="list"
            aria-activedescendant={chosen === undefined ? undefined : `${id}-${at}`}
            aria-busy={isSearching}
            placeholder={words.placeholder}
            value={query}
            onChange={({ currentTarget }) => {
              setQuery(currentTarget.value);
              setPlace(0);
            }}
            onKeyDown={onKeyDown}
          />
        </div>
        <div ref={list}>
          {length === 0 && isSearching ? (
            <p className={styles.searching}>{words.searching}</p>
          ) : length === 0 ? (
            <EmptyNote icon={IconSearch} title={words.none(query)} text={words.noneText}>
              <AskClear
                what="search"
                onClear={() => {
                  setQuery('');
                  field.current?.focus();
                }}
              />
            </EmptyNote>
          ) : (
            <PaletteList id={id} found={found} at={at} onPoint={setPlace} onChosen={onChosen} />
          )}
        </div>
      </Modal.Content>
    </Modal.Root>
  );
}
