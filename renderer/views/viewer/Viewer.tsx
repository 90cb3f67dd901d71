import { useCallback, useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { KeptMeasurement, RouteOutput } from '../../../contract/index.ts';
import type { ImagingModule } from '../../images/index.ts';
import type { PrimaryTool } from '../../imaging/index.ts';
import { texts } from '../../texts/index.ts';
import { pressKey } from './commands.ts';
import type { PaneCommands, PresetName } from './commands.ts';
import { cornerLinesOf } from './cornerLines.ts';
import type { ImageTarget } from './imageTarget.ts';
import { MeasurementMenu } from './MeasurementMenu.tsx';
import { OverlayMenu } from './OverlayMenu.tsx';
import { isOwnKey } from './ownKey.ts';
import { SeriesPane } from './SeriesPane.tsx';
import { SeriesStrip } from './SeriesStrip.tsx';
import { Toolbar } from './Toolbar.tsx';
import { useMeasurements } from './useMeasurements.ts';
import { useOverlays } from './useOverlays.ts';
import styles from './Viewer.module.css';

const words = texts.viewer;
type Study = RouteOutput<'studies.get'>;
const paneIds = ['left', 'right'] as const;

/** What a picture shows: a series, at one of its images; the one in its middle where the target is null. */
interface Shown {
  series: string | null;
  target: ImageTarget | null;
}

interface ViewerProps {
  imaging: ImagingModule;
  study: Study;
  /** The series that is shown at first; the first of the study where it is null. */
  first: string | null;
  /** Its image that is shown at first; the one in the middle where it is null. */
  firstImage: ImageTarget | null;
}

/** One or two pictures of a study side by side, its series beside them, and the tools above. */
export function Viewer({ imaging, study, first, firstImage }: ViewerProps) {
  const [panes, setPanes] = useState<readonly Shown[]>([
    { series: first ?? study.series[0]?.id ?? null, target: firstImage },
  ]);
  const [active, setActive] = useState(0);
  const [tool, setTool] = useState<PrimaryTool>('window');
  const [commands, setCommands] = useState<readonly (PaneCommands | null)[]>([null, null]);
  const places = useRef<(HTMLElement | null)[]>([]);
  const overlays = useOverlays(imaging);
  const measurements = useMeasurements(imaging, study.id);
  const isDouble = panes.length > 1;
  const meant = commands[active] ?? null;

  useEffect(() => imaging.takeTool(tool), [imaging, tool]);
  useEffect(() => {
    imaging.showReferenceLines(
      isDouble && commands.every((one) => one !== null) ? (paneIds[active] ?? null) : null,
    );
    return () => imaging.showReferenceLines(null);
  }, [imaging, isDouble, commands, active]);

  const hearLeft = useCallback(
    (given: PaneCommands | null) => setCommands(([, right]) => [given, right ?? null]),
    [],
  );
  const hearRight = useCallback(
    (given: PaneCommands | null) => setCommands(([left]) => [left ?? null, given]),
    [],
  );

  function choose(series: string, target: ImageTarget | null = null): void {
    setPanes((now) => now.map((one, place) => (place === active ? { series, target } : one)));
  }
  function showImage({ series, SOPInstanceUID, frame }: KeptMeasurement): void {
    choose(series, { SOPInstanceUID, frame });
  }
  function toggleDouble(): void {
    setActive(isDouble ? 0 : 1);
    setPanes(([left]) => {
      if (left === undefined) return [];
      return isDouble ? [left] : [left, { series: otherSeries(study, left.series), target: null }];
    });
  }
  function applyPreset(name: PresetName): void {
    meant?.pane.setWindow(name === 'header' || name === 'auto' ? name : imaging.ctWindows[name]);
  }
  function goTo(place: number): void {
    setActive(place);
    places.current[place]?.focus();
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (meant === null || event.defaultPrevented || isOwnKey(event)) return;
    const isDone = pressKey(event, meant, {
      takeTool: setTool,
      applyPreset,
      otherPane: () => goTo(isDouble ? 1 - active : 0),
      togglePanes: toggleDouble,
      removeSelected: () => imaging.removeDrawn(imaging.selectedMeasurements()),
    });
    if (isDone) event.preventDefault();
  }

  return (
    <div className={styles.viewer} data-always="dark">
      <Toolbar
        tool={tool}
        onTool={setTool}
        onPreset={applyPreset}
        pane={meant?.pane ?? null}
        isDouble={isDouble}
        onDouble={toggleDouble}
      >
        <MeasurementMenu study={study} measurements={measurements} onShow={showImage} />
        <OverlayMenu study={study.id} overlays={overlays} />
      </Toolbar>
      <div className={styles.body}>
        <SeriesStrip
          series={study.series}
          shown={panes.map(({ series }) => series)}
          onChoose={(id) => choose(id)}
        />
        {panes.map(({ series, target }, place) => (
          // Pictures are scrolled and windowed by keys and by the pointer.
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
          <section
            key={paneIds[place]}
            ref={(element) => void (places.current[place] = element)}
            className={styles.pane}
            data-active={(isDouble && place === active) || undefined}
            aria-label={words.pane(sideOf(place, isDouble), titleOf(study, series))}
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
            tabIndex={0}
            onKeyDown={onKeyDown}
            onFocus={() => setActive(place)}
            onPointerDown={() => setActive(place)}
          >
            {series === null ? (
              <p className={styles.hint}>{words.chooseSeries}</p>
            ) : (
              <SeriesPane
                key={series}
                series={series}
                target={target}
                imaging={imaging}
                id={paneIds[place] ?? 'left'}
                overlays={overlays.shown}
                cornerLines={cornerLinesOf(study, series)}
                onCommands={place === 0 ? hearLeft : hearRight}
                onOverlay={overlays.add}
              />
            )}
          </section>
        ))}
      </div>
    </div>
  );
}

function sideOf(place: number, isDouble: boolean): 'left' | 'right' | 'only' {
  if (!isDouble) return 'only';
  return place === 0 ? 'left' : 'right';
}

function titleOf(study: Study, series: string | null): string {
  const found = study.series.find(({ id }) => id === series);
  return found === undefined
    ? ''
    : words.seriesLabel(found.SeriesNumber, found.SeriesDescription || found.Modality);
}

/** The next series after one, for the other picture. */
function otherSeries(study: Study, series: string | null): string | null {
  const at = study.series.findIndex(({ id }) => id === series);
  return study.series[(at + 1) % Math.max(1, study.series.length)]?.id ?? null;
}
