import { ActionIcon, Popover } from '@mantine/core';
import { searchedKeywords, searchedShortNames, searchedWhereNamed } from '../../../contract/index.ts';
import { IconHelpCircle } from '../../icons/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './SearchHelp.module.css';

const shortNames = new Map(Object.entries(searchedShortNames).map(([name, keyword]) => [keyword, name]));
const withShortName = (keyword: (typeof searchedKeywords)[number]) => {
  const short = shortNames.get(keyword);
  return short === undefined ? keyword : `${keyword} (${short})`;
};

/** What can be typed into the search of studies. */
export function SearchHelp() {
  const words = texts.studies;
  const everywhere = searchedKeywords.filter((keyword) => !searchedWhereNamed.includes(keyword));
  return (
    <Popover width={520} position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon aria-label={words.searchHelp} size={30}>
          <IconHelpCircle size={17} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={words.searchHelp} tabIndex={-1}>
        <h2 className={styles.title}>{words.searchHelp}</h2>
        <dl className={styles.rows}>
          {words.searchHelpRows.map(([typed, meaning]) => (
            <div key={typed} className={styles.row}>
              <dt>
                <code>{typed}</code>
              </dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
        <p className={styles.keywords}>
          {words.searchHelpKeywords}: {everywhere.map(withShortName).join(', ')}.
        </p>
        <p className={styles.keywords}>
          {words.searchHelpNamedOnly}: {searchedWhereNamed.map(withShortName).join(', ')}.
        </p>
        <p className={styles.keywords}>{words.searchHelpKeys}</p>
      </Popover.Dropdown>
    </Popover>
  );
}
