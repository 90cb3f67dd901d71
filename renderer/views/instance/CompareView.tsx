import { Button, SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { RouteOutput, TagDifference } from '../../../contract/index.ts';
import { useRoute, wholeList } from '../../engine/index.ts';
import { IconColumns2, IconEqual, IconSearch } from '../../icons/index.ts';
import { paths, useAddressValue, useApplicationId } from '../../navigation/index.ts';
import { AskClear, WayTo } from '../../nextSteps/index.ts';
import { Answer, EmptyNote, Page, Trail, VirtualTable } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { ComparedInstance } from './ComparedInstance.tsx';
import styles from './Compare.module.css';
import elementStyles from './Elements.module.css';
import { ElementTools } from './ElementTools.tsx';
import { differenceColumns } from './differenceColumns.tsx';
import { aroundPath, shownRows } from './tagRows.ts';
import { useFolding } from './useFolding.ts';

/** Two instances beside each other, element by element; which ones stands in the address. */
export function CompareView() {
  const application = useApplicationId();
  const words = texts.instance;
  const [left, setLeft] = useAddressValue('left');
  const [right, setRight] = useAddressValue('right');
  return (
    <Page
      fills
      title={words.compareTitle}
      trail={<Trail href={paths.studies(application)} label={texts.studies.breadcrumb} />}
      description={words.compareText}
    >
      <div className={styles.sides}>
        <ComparedInstance label={words.left} SOPInstanceUID={left} near={right} onChoose={setLeft} />
        <ComparedInstance label={words.right} SOPInstanceUID={right} near={left} onChoose={setRight} />
      </div>
      {left === '' || right === '' ? (
        <EmptyNote icon={IconColumns2} title={words.chooseBoth} text={words.chooseBothText}>
          <WayTo href={paths.studies(application)} label={texts.nextSteps.studies} />
        </EmptyNote>
      ) : (
        <Compared key={`${left} ${right}`} left={left} right={right} />
      )}
    </Page>
  );
}

function Compared({ left, right }: { left: string; right: string }) {
  const application = useApplicationId();
  const query = useRoute('instances.compare', { application, left, right });
  return <Answer query={query}>{(found) => <Differences found={found} />}</Answer>;
}

/** Where two are compared, everything is open at first. */
const unfolded: readonly string[] = [];
const valuesOf = ({ left, right }: TagDifference) => [left?.value ?? '', right?.value ?? ''];

function Differences({ found }: { found: RouteOutput<'instances.compare'> }) {
  const words = texts.instance;
  const [all, setAll] = useAddressValue('all');
  const [search, setSearch] = useState('');
  const folding = useFolding(unfolded);
  const { folded } = folding;
  const isAll = all !== '';
  // There may be tens of thousands.
  const rows = useMemo(() => (isAll ? found.rows : withSurroundings(found.rows)), [isAll, found]);
  const shown = useMemo(() => shownRows(rows, search, folded, valuesOf), [rows, search, folded]);
  const nothing = found.differing === 0 && !isAll;
  return (
    <>
      <ElementTools
        rows={rows}
        search={search}
        onSearch={setSearch}
        folding={folding}
        count={search === '' ? '' : words.foundElements(shown.matches, rows.length)}
      >
        <SegmentedControl
          aria-label={words.which}
          data={[
            { value: '', label: words.differing(found.differing) },
            { value: '1', label: words.all(found.rows.length) },
          ]}
          value={all}
          onChange={setAll}
        />
      </ElementTools>
      {found.isCut && <p className={elementStyles.note}>{words.comparedCut}</p>}
      <VirtualTable
        label={words.elements}
        list={wholeList(shown.rows)}
        columns={differenceColumns(folding, search !== '')}
        rowId={({ path }) => path}
        rowHeight={28}
        empty={
          nothing ? (
            <EmptyNote icon={IconEqual} title={words.nothingDiffers} text={words.nothingDiffersText}>
              <Button variant="default" onClick={() => setAll('1')}>
                {words.all(found.rows.length)}
              </Button>
            </EmptyNote>
          ) : (
            <EmptyNote icon={IconSearch} title={words.noElement} text={words.noElementText}>
              <AskClear what="search" onClear={() => setSearch('')} />
            </EmptyNote>
          )
        }
      />
    </>
  );
}

/** Elements that differ, and the sequences and items that they lie in. */
function withSurroundings(rows: TagDifference[]): TagDifference[] {
  const differing = rows.filter(({ differs }) => differs);
  const beginnings = new Set(differing.flatMap(({ path }) => [path, ...aroundPath(path)]));
  return rows.filter(({ path }) => beginnings.has(path));
}
