import { Checkbox, Popover, Slider } from '@mantine/core';
import { writeObjectAddress } from '../../../contract/index.ts';
import { useRoute } from '../../engine/index.ts';
import { formatBytes } from '../../format/index.ts';
import { IconLayersIntersect } from '../../icons/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { Answer, ErrorNote } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { OverlayLabels } from './OverlayLabels.tsx';
import button from './ToolButton.module.css';
import type { Overlays, OverlaySource } from './useOverlays.ts';
import styles from './OverlayMenu.module.css';

const words = texts.viewer;

interface Offered {
  source: OverlaySource;
  title: string;
  more: string;
}

/** What can be laid over the images of a study, and how dense it is. */
export function OverlayMenu({ study, overlays }: { study: string; overlays: Overlays }) {
  const count = overlays.chosen.length;
  return (
    <Popover position="bottom-end" shadow="md" withinPortal trapFocus>
      <Popover.Target>
        <button type="button" className={button.button} data-active={count > 0 || undefined}>
          <IconLayersIntersect size={16} aria-hidden />
          {words.overlays}
          {count > 0 ? ` (${count})` : ''}
        </button>
      </Popover.Target>
      <Popover.Dropdown className={styles.menu} aria-label={words.overlaysTitle}>
        <Offers study={study} overlays={overlays} />
      </Popover.Dropdown>
    </Popover>
  );
}

function Offers({ study, overlays }: { study: string; overlays: Overlays }) {
  const application = useApplicationId();
  const query = useRoute('viewer.overlays', { application, study }, { keep: false });
  return (
    <Answer query={query}>
      {({ segmentations, results }) => {
        const groups: [string, Offered[]][] = [
          [
            words.segmentations,
            segmentations.map(({ SOPInstanceUID, SeriesDescription, size }) => ({
              source: {
                kind: 'segmentation',
                SOPInstanceUID,
                address: writeObjectAddress({ kind: 'instance', application, SOPInstanceUID }),
              },
              title: SeriesDescription || texts.common.noDescription,
              more: formatBytes(size),
            })),
          ],
          [
            words.results,
            results.map(({ run, runNumber, jobName, path, size }) => ({
              source: {
                kind: 'result',
                SOPInstanceUID: '',
                address: writeObjectAddress({ kind: 'result', application, run, path }),
              },
              title: path,
              more: `${words.resultOf(runNumber, jobName)}, ${formatBytes(size)}`,
            })),
          ],
        ];
        if (segmentations.length + results.length === 0)
          return <p className={styles.none}>{words.noOverlays}</p>;
        return (
          <>
            {groups.map(([title, offered]) => (
              <Group key={title} title={title} offered={offered} overlays={overlays} />
            ))}
            <div className={styles.opacity}>
              <span>{words.opacity}</span>
              <Slider
                thumbLabel={words.opacity}
                size="sm"
                min={0}
                max={100}
                value={Math.round(overlays.shown.opacity * 100)}
                label={(value) => `${value} %`}
                onChange={(value) => overlays.setOpacity(value / 100)}
              />
            </div>
          </>
        );
      }}
    </Answer>
  );
}

function Group(props: { title: string; offered: readonly Offered[]; overlays: Overlays }) {
  const { title, offered, overlays } = props;
  if (offered.length === 0) return null;
  return (
    <fieldset className={styles.group}>
      <legend>{title}</legend>
      {offered.map(({ source, title: name, more }) => {
        const chosen = overlays.chosen.find(({ address }) => address === source.address);
        return (
          <div key={source.address}>
            <Checkbox
              size="xs"
              label={name}
              description={more}
              checked={chosen !== undefined}
              onChange={() => (chosen === undefined ? overlays.add(source) : overlays.remove(source.address))}
            />
            {chosen?.problem != null && (
              <ErrorNote
                error={{
                  message: words.overlayFailed,
                  advice: words.overlayAdvice[chosen.problem.what],
                  details: chosen.problem.details,
                }}
              />
            )}
            {chosen?.overlay != null && <OverlayLabels chosen={chosen} onToggle={overlays.toggleLabel} />}
          </div>
        );
      })}
    </fieldset>
  );
}
