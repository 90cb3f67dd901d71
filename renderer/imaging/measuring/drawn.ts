import { annotation, utilities } from '@cornerstonejs/tools';
import type { Types } from '@cornerstonejs/tools';
import { measurementSchema, readObjectAddress, writeObjectAddress } from '../../../contract/index.ts';
import type { Measurement } from '../../../contract/index.ts';
import { imageIdOf, pictureOf } from '../imageIds.ts';
import { shownViewports } from '../tools.ts';
import { figuresOf, kindOf, toolOf } from './kinds.ts';

/** What is drawn, as it is kept; null for what measures nothing, or nothing that is in the archive. */
export function measurementOf(drawn: Types.Annotation): Measurement | null {
  const { annotationUID, metadata, data } = drawn;
  const kind = kindOf(metadata?.toolName ?? '');
  const picture = pictureOf(metadata?.referencedImageId ?? '');
  const object = picture === null ? null : readObjectAddress(picture.address);
  if (kind === null || picture === null || object?.kind !== 'instance') return null;
  const read = measurementSchema.safeParse({
    id: annotationUID,
    SOPInstanceUID: object.SOPInstanceUID,
    frame: picture.frame,
    frameOfReference: metadata?.FrameOfReferenceUID ?? '',
    kind,
    points: data.handles?.points?.map(triple),
    normal: triple(metadata?.viewPlaneNormal ?? [0, 0, 0]),
    figures: figuresOf(kind, data.cachedStats),
  });
  return read.data ?? null;
}

/** Draws what was kept, but for what is drawn already; what it says is reckoned anew when its image is shown. */
export function restoreMeasurements(application: string, kept: readonly Measurement[]): void {
  for (const { id, SOPInstanceUID, frame, frameOfReference, kind, points, normal } of kept) {
    if (annotation.state.getAnnotation(id) !== undefined) continue;
    const address = writeObjectAddress({ kind: 'instance', application, SOPInstanceUID });
    const isMultiFrame = frame !== null;
    const made: Types.Annotation = {
      annotationUID: id,
      highlighted: false,
      invalidated: true,
      isLocked: false,
      isVisible: true,
      metadata: {
        toolName: toolOf[kind],
        ...(frameOfReference === '' ? {} : { FrameOfReferenceUID: frameOfReference }),
        // Values within an area are found by it.
        viewPlaneNormal: normal,
        referencedImageId: imageIdOf({ address, SOPInstanceUID, frame: frame ?? 1, isMultiFrame }),
      },
      data: {
        label: '',
        cachedStats: {},
        handles: {
          points: points.map(([x, y, z]) => [x, y, z]),
          activeHandleIndex: null,
          textBox: { hasMoved: false, worldPosition: [0, 0, 0], worldBoundingBox: noBox() },
        },
      },
    };
    annotation.state.addAnnotation(made, frameOfReference);
  }
  utilities.triggerAnnotationRenderForViewportIds(shownViewports());
}

/** Takes what is drawn away: those with these ids, or all. */
export function removeDrawn(ids?: readonly string[]): void {
  if (ids === undefined) annotation.state.removeAllAnnotations();
  else for (const id of ids) annotation.state.removeAnnotation(id);
  utilities.triggerAnnotationRenderForViewportIds(shownViewports());
}

/** Ids of what somebody drew or took hold of last. */
export function selectedMeasurements(): string[] {
  return annotation.selection.getAnnotationsSelected();
}

/** Whatever holds three numbers, as three numbers. */
function triple([x, y, z]: ArrayLike<number> & Iterable<number>): (number | undefined)[] {
  return [x, y, z];
}

function noBox() {
  return { topLeft: zero(), topRight: zero(), bottomLeft: zero(), bottomRight: zero() };
}
function zero(): [number, number, number] {
  return [0, 0, 0];
}
