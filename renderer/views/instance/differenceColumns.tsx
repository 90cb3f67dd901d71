import type { TagDifference } from '../../../contract/index.ts';
import type { Column } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { ElementName } from './ElementName.tsx';
import styles from './Elements.module.css';
import { ElementTag } from './ElementTag.tsx';
import { ElementValue } from './ElementValue.tsx';
import type { Folding } from './useFolding.ts';

/**
 * What is said of an element of two instances.
 * @param isSearch what is folded is shown all the same
 */
export function differenceColumns(folding: Folding, isSearch: boolean): Column<TagDifference>[] {
  const words = texts.instance;
  return [
    {
      id: 'tag',
      header: words.columnTag,
      width: 'minmax(150px, 0.5fr)',
      cell: (row) => (
        <ElementTag
          element={row}
          folded={!isSearch && folding.folded.has(row.path)}
          onFold={(isFolded) => folding.fold(row.path, isFolded)}
        />
      ),
    },
    {
      id: 'name',
      header: words.columnName,
      width: 'minmax(0, 0.8fr)',
      cell: (row) => <ElementName element={row} />,
    },
    { id: 'differs', header: words.differs, width: '20px', control: true, cell: (row) => <Mark row={row} /> },
    {
      id: 'left',
      header: words.left,
      width: 'minmax(0, 1.1fr)',
      cell: (row) => <Side row={row} side={row.left} />,
    },
    {
      id: 'right',
      header: words.right,
      width: 'minmax(0, 1.1fr)',
      cell: (row) => <Side row={row} side={row.right} />,
    },
  ];
}

function Mark({ row: { differs, isWhole } }: { row: TagDifference }) {
  const words = texts.instance;
  if (differs) {
    return (
      <span className={styles.mark} title={words.differs}>
        <span aria-hidden>≠</span>
        <span className="unseen">{words.differs}</span>
      </span>
    );
  }
  if (isWhole) return null;
  return (
    <span className={styles.mark} title={words.onlyBeginning}>
      <span aria-hidden>≈</span>
      <span className="unseen">{words.onlyBeginning}</span>
    </span>
  );
}

function Side({ row, side }: { row: TagDifference; side: TagDifference['left'] }) {
  if (side === null) return <span className={styles.quiet}>{texts.instance.notThere}</span>;
  return <ElementValue kind={row.kind} side={side} />;
}
