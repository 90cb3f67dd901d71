import { useMemo, useState } from 'react';
import { writeObjectAddress } from '../../../contract/index.ts';
import type { RouteOutput } from '../../../contract/index.ts';
import { useRoute } from '../../engine/index.ts';
import type { ImagingModule } from '../../images/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { Answer } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import type { PaneCommands } from './commands.ts';
import type { ImageTarget } from './imageTarget.ts';
import { kindOf, placeIn, shownOf } from './kinds.ts';
import { ObjectPane } from './ObjectPane.tsx';
import { StackPane } from './StackPane.tsx';
import type { OverlaySource, ShownOverlays } from './useOverlays.ts';
import styles from './SeriesPane.module.css';

const words = texts.viewer;

/** What every pane is given. */
export interface PaneProps {
  imaging: ImagingModule;
  id: string;
  /** The image that is to be shown, where one is meant. */
  target: ImageTarget | null;
  overlays: ShownOverlays;
  cornerLines: { topLeft: readonly string[]; topRight: readonly string[] };
  onCommands: (commands: PaneCommands | null) => void;
  onOverlay: (source: OverlaySource) => void;
}

/** A series: its stack, or one of its objects. */
export function SeriesPane({ series, ...pane }: PaneProps & { series: string }) {
  const application = useApplicationId();
  const query = useRoute('viewer.series', { application, series });
  return <Answer query={query}>{(data) => <Shown series={data} {...pane} />}</Answer>;
}

function Shown({ series, ...pane }: PaneProps & { series: RouteOutput<'viewer.series'> }) {
  const application = useApplicationId();
  const { instances } = series;
  const { target } = pane;
  const parts = useMemo(() => shownOf(instances), [instances]);
  const [chosen, setChosen] = useState(0);
  const [followed, setFollowed] = useState<ImageTarget | null>(null);
  if (target !== followed) {
    setFollowed(target);
    if (target !== null) setChosen(Math.max(0, placeIn(parts, target.SOPInstanceUID)));
  }
  const part = parts[Math.min(chosen, parts.length - 1)];
  const pictures = useMemo(
    () =>
      part?.is !== 'stack'
        ? []
        : part.instances.map(({ SOPInstanceUID }) => ({
            address: writeObjectAddress({ kind: 'instance', application, SOPInstanceUID }),
            SOPInstanceUID,
            frame: 1,
            isMultiFrame: false,
          })),
    [part, application],
  );
  if (part === undefined) return <p className={styles.note}>{words.emptySeries}</p>;
  return (
    <>
      {(parts.length > 1 || series.isCut) && (
        <div className={styles.choice}>
          {parts.length > 1 && (
            <select
              className={styles.select}
              aria-label={words.chooseObject}
              value={chosen}
              onChange={(event) => setChosen(Number(event.currentTarget.value))}
            >
              {parts.map((one, index) => (
                <option key={one.is === 'stack' ? 'stack' : one.instance.SOPInstanceUID} value={index}>
                  {words.object(index + 1, parts.length)}
                  {one.is === 'stack' ? `, ${words.images(one.instances.length)}` : ''}
                </option>
              ))}
            </select>
          )}
          {series.isCut && <span className={styles.note}>{words.cut(instances.length)}</span>}
        </div>
      )}
      {part.is === 'stack' ? (
        <StackPane {...pane} pictures={pictures} rate={defaultRate} />
      ) : (
        <ObjectPane
          key={part.instance.SOPInstanceUID}
          {...pane}
          kind={kindOf(part.instance)}
          instance={part.instance}
        />
      )}
    </>
  );
}

/** Images per second where nothing says otherwise. */
const defaultRate = 10;
