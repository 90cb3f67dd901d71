import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { IconSearch } from '../icons/index.ts';
import { useKeyHere } from '../shortcuts/index.ts';
import { focusList } from './focusList.ts';

/** Quiet time while typing before it is searched, in milliseconds. */
const typingMs = 200;

interface SearchFieldProps {
  label: string;
  placeholder?: string;
  /** Name of the button that empties it. */
  clear: string;
  /** What is searched, without space around it. */
  value: string;
  onChange: (search: string) => void;
  size?: 'xs' | 'sm';
  className?: string;
}

/**
 * The field in which a list is searched as one types. `/` leads to it, the arrow down from it into the list, and Escape
 * empties it.
 */
export function SearchField(props: SearchFieldProps) {
  const { label, placeholder = label, clear, value, onChange, size = 'sm', className } = props;
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(value);
  const [told, setTold] = useState(value);
  const [changesByOthers, setChangesByOthers] = useState(0);
  const tell = useDebouncedCallback((text: string) => {
    setTold(text.trim());
    onChange(text.trim());
  }, typingMs);
  useKeyHere('search-list', () => field.current?.focus());

  // Somebody else changed it: back and forward in the window, or a saved filter.
  if (value !== told) {
    setTold(value);
    setTyped(value);
    setChangesByOthers((count) => count + 1);
  }
  // What was being typed then is not searched any more.
  useEffect(() => {
    if (changesByOthers > 0) tell.cancel();
  }, [tell, changesByOthers]);
  function change(text: string) {
    setTyped(text);
    tell(text);
  }
  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key === 'Escape' && typed !== '') change('');
    if (event.key === 'ArrowDown' && focusList()) event.preventDefault();
  }
  return (
    <TextInput
      ref={field}
      className={className ?? ''}
      size={size}
      maxLength={200}
      aria-label={label}
      placeholder={placeholder}
      leftSection={<IconSearch size={15} aria-hidden />}
      rightSection={
        typed === '' ? undefined : <CloseButton size={size} aria-label={clear} onClick={() => change('')} />
      }
      value={typed}
      onChange={(event) => change(event.currentTarget.value)}
      onKeyDown={onKeyDown}
    />
  );
}
