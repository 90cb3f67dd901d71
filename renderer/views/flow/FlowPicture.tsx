import { useElementSize } from '@mantine/hooks';
import { ReactFlowProvider } from '@xyflow/react';
import { useMemo, useState, type CSSProperties } from 'react';
import type { ApplicationDetail, DoorSummary, Flow } from '../../../contract/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import styles from './Flow.module.css';
import { FlowCanvas } from './FlowCanvas.tsx';
import { flowGraph } from './flowGraph.ts';
import { StationCard } from './StationCard.tsx';
import cardStyles from './StationCard.module.css';
import { describeStation } from './describeStation.ts';
import { FlowTravellers } from './FlowTravellers.tsx';
import { layoutFlow } from './layoutFlow.ts';
import { useHovered, type Hovered } from './useHovered.ts';
import { passedBy, travellersOn, type Passed } from './travellers.ts';

interface FlowPictureProps {
  flow: Flow;
  doors: DoorSummary[];
  counts: ApplicationDetail['counts'];
}

/** The flow drawn: stations in layers, and those who travel between them as they do. */
export function FlowPicture({ flow, doors, counts }: FlowPictureProps) {
  const { ref, width, height } = useElementSize();
  const { stations, ways } = flowGraph(flow, doors);
  const shape = JSON.stringify([stations.map(({ id }) => id), ways]);
  const { places, drawn } = useMemo(
    () => ({
      drawn: ways,
      places: layoutFlow(
        stations.map(({ id }) => id),
        ways,
      ),
    }),
    // Laid out anew only when stations or ways come or go, not when a number changes.
    // oxlint-disable-next-line react/exhaustive-deps
    [shape],
  );
  const travellers = useTravellers(flow, doors, drawn);
  const application = useApplicationId();
  const { hovered, handlers } = useHovered();
  const pointedAt = hovered === null ? undefined : stations.find(({ id }) => id === hovered.id);

  return (
    // Keys and pointer belong to the stations inside; here they only bring up what explains them.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div ref={ref} className={styles.frame} {...handlers}>
      {width > 0 && height > 0 && (
        <ReactFlowProvider>
          <FlowCanvas
            stations={stations}
            ways={drawn}
            places={places}
            facts={{ flow, counts }}
            frame={{ width, height }}
          />
          <FlowTravellers ways={drawn} places={places} travellers={travellers} frame={{ width, height }} />
        </ReactFlowProvider>
      )}
      {hovered !== null && pointedAt !== undefined && (
        <div className={cardStyles.card} data-card style={placeOfCard(hovered, { width, height })}>
          <StationCard
            station={pointedAt}
            words={describeStation(pointedAt, { flow, counts }, application)}
          />
        </div>
      )}
    </div>
  );
}

/** Width of the card, and the room that it may need below, in pixels. */
const card = { width: 300, height: 260, gap: 8 };

/** Below the station, or above it where there is more room; never over the edge of the picture. */
function placeOfCard(station: Hovered, frame: { width: number; height: number }): CSSProperties {
  const left = Math.max(card.gap, Math.min(station.left, frame.width - card.width - card.gap));
  const below = station.top + station.height + card.gap;
  if (below + card.height <= frame.height || station.top < frame.height / 2) return { left, top: below };
  return { left, bottom: frame.height - station.top + card.gap };
}

interface Reading {
  flow: Flow;
  doors: readonly DoorSummary[];
  passed: Passed;
  travellers: { turn: number; by: ReadonlyMap<string, number> };
}

/** Who travels, by what changed from one reading to the next. */
function useTravellers(
  flow: Flow,
  doors: readonly DoorSummary[],
  ways: Parameters<typeof travellersOn>[0],
): Reading['travellers'] {
  const [reading, setReading] = useState<Reading>(() => ({
    flow,
    doors,
    passed: passedBy(flow, doors),
    travellers: { turn: 0, by: new Map() },
  }));
  if (reading.flow === flow && reading.doors === doors) return reading.travellers;
  const passed = passedBy(flow, doors);
  const by = travellersOn(ways, reading.passed, passed);
  const travellers = by.size === 0 ? reading.travellers : { turn: reading.travellers.turn + 1, by };
  setReading({ flow, doors, passed, travellers });
  return travellers;
}
