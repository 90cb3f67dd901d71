import { SearchField } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { SearchHelp } from './SearchHelp.tsx';
import styles from './StudySearch.module.css';

interface StudySearchProps {
  /** What is searched. */
  value: string;
  onChange: (search: string) => void;
}

/** The field in which studies are searched, and what can be written in it. */
export function StudySearch({ value, onChange }: StudySearchProps) {
  const words = texts.studies;
  return (
    <div className={styles.search}>
      <SearchField
        className={styles.field ?? ''}
        label={words.search}
        placeholder={words.searchPlaceholder}
        clear={words.clearSearch}
        value={value}
        onChange={onChange}
      />
      <SearchHelp />
    </div>
  );
}
