import { Enums, eventTarget, getShouldUseCPURendering, metaData, utilities } from '@cornerstonejs/core';
import type { Types } from '@cornerstonejs/core';
import { utilities as toolUtilities } from '@cornerstonejs/tools';
import { imageIdOf } from './imageIds.ts';
import type { Picture } from './imageIds.ts';
import { asImageProblem } from './imageProblem.ts';
import type { ImageProblem } from './imageProblem.ts';
import { imagePlacing } from './placing.ts';
import type { ImagePlacing } from './placing.ts';
import { renderingEngine } from './start.ts';
import { giveTools } from './tools.ts';
import { autoWindow, rangeOf, windowOf } from './windowing.ts';
import type { GreyWindow } from './windowing.ts';

/** What a picture shows at this moment. */
export interface PaneState {
  /** Which picture of the stack, from 0. */
  index: number;
  count: number;
  /** Null where there are no grey values: colour pictures. */
  window: GreyWindow | null;
  /** Pixels of the screen for one of the image. */
  zoom: number;
  rotation: number;
  isInverted: boolean;
  /** Along the normal of the image, in millimetres; null where the image does not lie in the patient. */
  position: number | null;
  /** Whether the processor draws, since there is no WebGL. */
  isSoftware: boolean;
  problem: ImageProblem | null;
}

/** A place where one stack of pictures is shown. */
export interface Pane {
  readonly id: string;
  state(): PaneState | null;
  placing(): ImagePlacing | null;
  /**
   * Shows a stack from one of its pictures on.
   * @param keepsView grey values, size and place stay as they were: it is the stack of before, with more or fewer pictures
   */
  show(pictures: readonly Picture[], index: number, keepsView?: boolean): Promise<void>;
  scrollTo(index: number): void;
  setWindow(wanted: GreyWindow | 'header' | 'auto'): void;
  zoomBy(factor: number): void;
  /** In pixels of the screen. */
  panBy(x: number, y: number): void;
  rotateBy(degrees: number): void;
  flip(axis: 'horizontal' | 'vertical'): void;
  invert(): void;
  reset(): void;
  close(): void;
}

/**
 * Opens a pane on an element.
 * @param changed is called after everything that changed what is seen
 */
export function openPane(id: string, element: HTMLDivElement, changed: () => void): Pane {
  const engine = renderingEngine();
  engine.enableElement({
    viewportId: id,
    type: Enums.ViewportType.STACK,
    element,
    defaultOptions: { background: [0, 0, 0] },
  });
  const takeTools = giveTools(id, engine.id);
  const viewport = engine.getViewport<Types.IStackViewport>(id);
  let pictures: readonly Picture[] = [];
  let problem: ImageProblem | null = null;
  /** Which picture is on its way; one that comes late is not shown over it. */
  let wanted = 0;
  let isClosed = false;

  const events = [Enums.Events.IMAGE_RENDERED, Enums.Events.STACK_NEW_IMAGE, Enums.Events.VOI_MODIFIED];
  for (const name of events) element.addEventListener(name, changed);
  // What cannot be loaded is told by an event; nothing that is awaited rejects.
  const hearFailure = (event: Event) => {
    if (!(event instanceof CustomEvent)) return;
    const { imageId, error } = event.detail as { imageId: string; error: unknown };
    const picture = pictures[viewport.getTargetImageIdIndex()];
    if (picture === undefined || imageIdOf(picture) !== imageId) return;
    problem = asImageProblem(error);
    changed();
  };
  eventTarget.addEventListener(Enums.Events.IMAGE_LOAD_ERROR, hearFailure);
  let size = { width: element.clientWidth, height: element.clientHeight };
  const watch = new ResizeObserver(() => {
    // On its way out of the page, where nothing can be drawn.
    if (element.clientWidth === 0 || element.clientHeight === 0) return;
    // What filled the pane fills it again; what somebody zoomed stays as large as it is.
    const isFitted = isFitting(imagePlacing(viewport), size);
    size = { width: element.clientWidth, height: element.clientHeight };
    engine.resize(true, true);
    if (isFitted) viewport.resetCamera({ resetPan: true, resetZoom: true });
    viewport.render();
  });
  watch.observe(element);

  function draw(): void {
    viewport.render();
    changed();
  }

  /** @param step is told whether it is still what is wanted */
  async function load(step: (isWanted: () => boolean) => Promise<unknown>): Promise<void> {
    wanted += 1;
    const mine = wanted;
    problem = null;
    try {
      await step(() => mine === wanted);
    } catch (cause) {
      if (mine === wanted) problem = asImageProblem(cause);
    }
    // What comes after somebody left has nothing left to be shown in.
    if (!isClosed) changed();
  }

  function camera(): Types.ICamera {
    return viewport.getCamera();
  }

  const pane: Pane = {
    id,
    state() {
      if (pictures.length === 0) return null;
      const { voiRange, invert } = viewport.getProperties();
      // Null for a moment while another stack is set, whatever its type says.
      const range = voiRange as typeof voiRange | null;
      const image = viewport.getCornerstoneImage();
      const isGrey = image !== undefined && !image.color;
      const placing = imagePlacing(viewport);
      return {
        index: viewport.getTargetImageIdIndex(),
        count: pictures.length,
        window: isGrey && range ? windowOf(range) : null,
        zoom: placing?.zoom ?? 1,
        rotation: viewport.getRotation(),
        isInverted: invert ?? false,
        position: placing?.position ?? null,
        isSoftware: getShouldUseCPURendering(),
        problem,
      };
    },
    placing: () => (problem === null ? imagePlacing(viewport) : null),
    async show(next, index, keepsView = false) {
      const view = keepsView ? viewOf(viewport) : null;
      pictures = next;
      await load(async (isWanted) => {
        await viewport.setStack(next.map(imageIdOf), index);
        if (!isWanted()) return;
        if (view !== null) {
          viewport.setProperties(view.properties);
          viewport.setViewPresentation(view.presentation);
        }
        viewport.render();
        toolUtilities.stackContextPrefetch.enable(element);
      });
    },
    scrollTo(index) {
      const inside = Math.max(0, Math.min(index, pictures.length - 1));
      if (inside === viewport.getTargetImageIdIndex()) return;
      void load(() => utilities.jumpToSlice(element, { imageIndex: inside }));
    },
    setWindow(next) {
      const image = viewport.getCornerstoneImage();
      if (image === undefined || image.color) return;
      const grey =
        next === 'header'
          ? headerWindow(image)
          : next === 'auto'
            ? autoWindow(
                image.getPixelData(),
                image.preScale?.scaled ? 1 : image.slope,
                image.preScale?.scaled ? 0 : image.intercept,
              )
            : next;
      viewport.setProperties({ voiRange: rangeOf(grey) });
      draw();
    },
    zoomBy(factor) {
      viewport.setZoom(viewport.getZoom() * factor);
      draw();
    },
    panBy(x, y) {
      const { clientWidth, clientHeight } = element;
      const from = viewport.canvasToWorld([clientWidth / 2, clientHeight / 2]);
      const to = viewport.canvasToWorld([clientWidth / 2 - x, clientHeight / 2 - y]);
      const moved = (point: Types.Point3 | undefined): Types.Point3 | undefined =>
        point && [point[0] + to[0] - from[0], point[1] + to[1] - from[1], point[2] + to[2] - from[2]];
      const { focalPoint, position } = camera();
      viewport.setCamera({ focalPoint: moved(focalPoint), position: moved(position) });
      draw();
    },
    rotateBy(degrees) {
      viewport.setViewPresentation({ rotation: (((viewport.getRotation() + degrees) % 360) + 360) % 360 });
      draw();
    },
    flip(axis) {
      const { flipHorizontal, flipVertical } = camera();
      viewport.setCamera(
        axis === 'horizontal' ? { flipHorizontal: !flipHorizontal } : { flipVertical: !flipVertical },
      );
      draw();
    },
    invert() {
      viewport.setProperties({ invert: !viewport.getProperties().invert });
      draw();
    },
    reset() {
      viewport.setCamera({ flipHorizontal: false, flipVertical: false });
      viewport.setViewPresentation({ rotation: 0 });
      viewport.resetCamera();
      if (viewport.getProperties().invert) viewport.setProperties({ invert: false });
      pane.setWindow('header');
      draw();
    },
    close() {
      isClosed = true;
      wanted += 1;
      watch.disconnect();
      eventTarget.removeEventListener(Enums.Events.IMAGE_LOAD_ERROR, hearFailure);
      for (const name of events) element.removeEventListener(name, changed);
      takeTools();
      engine.disableElement(id);
    },
  };
  return pane;
}

/** How a stack is looked at, for when it is set once more. */
function viewOf(viewport: Types.IStackViewport) {
  const { voiRange, invert } = viewport.getProperties();
  return {
    // Null for a moment while a stack is set, whatever its type says.
    properties: { ...(voiRange ? { voiRange } : {}), ...(invert === undefined ? {} : { invert }) },
    presentation: viewport.getViewPresentation(),
  };
}

/** What the file asks for; where it does not, what its values ask for. */
function headerWindow(image: Types.IImage): GreyWindow {
  const first = (value: number | number[]) => (Array.isArray(value) ? value[0] : value);
  const said = metaData.get('voiLutModule', image.imageId) as
    | { windowCenter?: number[]; windowWidth?: number[] }
    | undefined;
  const center = said?.windowCenter?.[0] ?? first(image.windowCenter);
  const width = said?.windowWidth?.[0] ?? first(image.windowWidth);
  if (center !== undefined && width !== undefined && width > 0) return { center, width };
  const isScaled = image.preScale?.scaled === true;
  return autoWindow(image.getPixelData(), isScaled ? 1 : image.slope, isScaled ? 0 : image.intercept);
}

/** Whether an image is as large as it can be in a pane without being cut. */
function isFitting(placing: ImagePlacing | null, pane: { width: number; height: number }): boolean {
  if (placing === null) return false;
  const { toCanvas, columns, rows } = placing;
  const width = Math.abs(toCanvas.a * columns) + Math.abs(toCanvas.c * rows);
  const height = Math.abs(toCanvas.b * columns) + Math.abs(toCanvas.d * rows);
  return Math.abs(Math.max(width / pane.width, height / pane.height) - 1) < 0.02;
}
