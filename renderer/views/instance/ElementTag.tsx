import { IconChevronDown, IconChevronRight } from '../../icons/index.ts';
import type { KeyboardEvent } from 'react';
import type { TagElement } from '../../../contract/index.ts';
import { moveToNeighbour } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './Elements.module.css';

interface ElementTagProps {
  element: Pick<TagElement, 'kind' | 'tag' | 'keyword' | 'depth' | 'path'>;
  folded: boolean;
  /** What a press on an element that holds no others does; nothing where absent. */
  onOpen?: () => void;
  onFold: (folded: boolean) => void;
}

/** Deeper elements are not set further in. */
const deepestIndent = 10;

/** The tag of an element, from which the keyboard works: arrows go on, fold and unfold; Enter opens. */
export function ElementTag({ element, folded, onOpen, onFold }: ElementTagProps) {
  const words = texts.instance;
  const { kind, tag, keyword, depth, path } = element;
  const holds = kind === 'sequence' || kind === 'item';
  const number = /\[(\d+)\]$/.exec(path)?.[1];
  const name = kind === 'item' ? words.item(Number(number)) : tag;

  function onKeyDown(event: KeyboardEvent<HTMLButtonElement>) {
    moveToNeighbour(event);
    if (holds && event.key === 'ArrowLeft') onFold(true);
    if (holds && event.key === 'ArrowRight') onFold(false);
  }
  return (
    <button
      type="button"
      data-row-link
      className={styles.tag}
      style={{ paddingLeft: Math.min(depth, deepestIndent) * 10 }}
      onKeyDown={onKeyDown}
      onClick={() => (holds ? onFold(!folded) : onOpen?.())}
      aria-label={`${name} ${keyword}`.trim()}
      aria-expanded={holds ? !folded : undefined}
    >
      <span className={styles.fold}>
        {holds &&
          (folded ? <IconChevronRight size={13} aria-hidden /> : <IconChevronDown size={13} aria-hidden />)}
      </span>
      {name}
    </button>
  );
}
