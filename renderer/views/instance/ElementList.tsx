import { useMemo, useState } from 'react';
import type { RouteOutput, TagElement } from '../../../contract/index.ts';
import { wholeList } from '../../engine/index.ts';
import { IconSearch } from '../../icons/index.ts';
import { useAddressValue } from '../../navigation/index.ts';
import { AskClear } from '../../nextSteps/index.ts';
import { EmptyNote, VirtualTable, type Column } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { ElementDetail } from './ElementDetail.tsx';
import { ElementName } from './ElementName.tsx';
import styles from './Elements.module.css';
import { ElementTag } from './ElementTag.tsx';
import { ElementTools } from './ElementTools.tsx';
import { ElementValue } from './ElementValue.tsx';
import { foldable, shownRows } from './tagRows.ts';
import { useFolding } from './useFolding.ts';

interface ElementListProps {
  SOPInstanceUID: string;
  list: RouteOutput<'instances.tags'>;
}

const valuesOf = ({ value }: TagElement) => [value];

/** All elements of an instance, with search over tags, keywords and values; sequences are folded at first. */
export function ElementList({ SOPInstanceUID, list }: ElementListProps) {
  const words = texts.instance;
  const { elements } = list;
  const [search, setSearch] = useAddressValue('q');
  const [opened, setOpened] = useState<TagElement | null>(null);
  const first = useMemo(() => foldable(elements), [elements]);
  const folding = useFolding(first);
  const { folded } = folding;
  // There may be tens of thousands.
  const shown = useMemo(() => shownRows(elements, search, folded, valuesOf), [elements, search, folded]);
  const columns: Column<TagElement>[] = [
    {
      id: 'tag',
      header: words.columnTag,
      width: 'minmax(150px, 0.5fr)',
      cell: (element) => (
        <ElementTag
          element={element}
          folded={search === '' && folding.folded.has(element.path)}
          onFold={(isFolded) => folding.fold(element.path, isFolded)}
          onOpen={() => setOpened(element)}
        />
      ),
    },
    {
      id: 'vr',
      header: words.columnVr,
      width: '30px',
      cell: ({ vr }) => <span className={styles.vr}>{vr}</span>,
    },
    {
      id: 'name',
      header: words.columnName,
      width: 'minmax(0, 0.9fr)',
      cell: (element) => <ElementName element={element} />,
    },
    {
      id: 'value',
      header: words.columnValue,
      width: 'minmax(0, 1.4fr)',
      cell: (element) => <ElementValue kind={element.kind} side={element} />,
    },
  ];
  return (
    <>
      <ElementTools
        rows={elements}
        search={search}
        onSearch={setSearch}
        folding={folding}
        count={
          search === ''
            ? words.elementCount(elements.length)
            : words.foundElements(shown.matches, elements.length)
        }
      />
      {list.isCut && <p className={styles.note}>{words.isCut}</p>}
      {list.problem !== null && <p className={styles.note}>{list.problem}</p>}
      <VirtualTable
        label={words.elements}
        list={wholeList(shown.rows)}
        columns={columns}
        rowId={({ path }) => path}
        rowHeight={28}
        empty={
          <EmptyNote icon={IconSearch} title={words.noElement} text={words.noElementText}>
            <AskClear what="search" onClear={() => setSearch('')} />
          </EmptyNote>
        }
      />
      <ElementDetail SOPInstanceUID={SOPInstanceUID} element={opened} onClose={() => setOpened(null)} />
    </>
  );
}
