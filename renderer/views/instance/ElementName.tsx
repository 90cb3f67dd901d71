import type { TagElement } from '../../../contract/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './Elements.module.css';

/** What an element is called: its keyword, or whose private one it is. */
export function ElementName({ element }: { element: Pick<TagElement, 'kind' | 'keyword' | 'creator'> }) {
  const { kind, keyword, creator } = element;
  if (kind === 'item') return null;
  if (creator === null && keyword !== '') return <span title={keyword}>{keyword}</span>;
  return <span className={styles.quiet}>{nameOf(keyword, creator)}</span>;
}

function nameOf(keyword: string, creator: string | null): string {
  const words = texts.instance;
  if (creator === null) return words.unknown;
  return keyword === '' ? words.privateName(creator) : words.privateNamed(keyword, creator);
}
