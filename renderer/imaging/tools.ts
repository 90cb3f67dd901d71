import {
  addTool,
  AngleTool,
  EllipticalROITool,
  Enums,
  LengthTool,
  PanTool,
  ReferenceLinesTool,
  StackScrollTool,
  ToolGroupManager,
  WindowLevelTool,
  ZoomTool,
} from '@cornerstonejs/tools';

/** What the main mouse button does in a picture. */
export type PrimaryTool = 'window' | 'pan' | 'zoom' | 'scroll' | 'length' | 'angle' | 'ellipse';

const classOf = {
  window: WindowLevelTool,
  pan: PanTool,
  zoom: ZoomTool,
  scroll: StackScrollTool,
  length: LengthTool,
  angle: AngleTool,
  ellipse: EllipticalROITool,
};
const toolNames = Object.values(classOf).map((tool) => tool.toolName);
const groupId = 'viewer';
const { MouseBindings } = Enums;

/** Makes the tools known, once. */
export function addViewerTools(): void {
  for (const tool of [...Object.values(classOf), ReferenceLinesTool]) addTool(tool);
}

/** The tools that all pictures of the viewer share. */
function toolGroup() {
  const known = ToolGroupManager.getToolGroup(groupId);
  if (known !== undefined) return known;
  const made = ToolGroupManager.createToolGroup(groupId);
  if (made === undefined) throw new Error('The tools of the viewer could not be made.');
  for (const name of toolNames) made.addTool(name);
  made.addTool(ReferenceLinesTool.toolName, { showFullDimension: true });
  // Measurements, once drawn, can be moved with any tool in hand.
  for (const tool of [LengthTool, AngleTool, EllipticalROITool]) made.setToolPassive(tool.toolName);
  return made;
}

/** A picture gets the tools; the returned function takes them away again. */
export function giveTools(viewportId: string, renderingEngineId: string): () => void {
  toolGroup().addViewport(viewportId, renderingEngineId);
  return () => toolGroup().removeViewports(renderingEngineId, viewportId);
}

/**
 * Takes a tool in hand. The wheel always scrolls; the middle button pans and the right one zooms, unless they are what
 * the main button does.
 */
export function takeTool(tool: PrimaryTool): void {
  const group = toolGroup();
  for (const name of toolNames) {
    group.setToolPassive(name, { removeAllBindings: true });
  }
  const bindings: Record<string, { mouseButton: Enums.MouseBindings }[]> = {
    [PanTool.toolName]: [{ mouseButton: MouseBindings.Auxiliary }],
    [ZoomTool.toolName]: [{ mouseButton: MouseBindings.Secondary }],
    [StackScrollTool.toolName]: [{ mouseButton: MouseBindings.Wheel }],
  };
  (bindings[classOf[tool].toolName] ??= []).push({ mouseButton: MouseBindings.Primary });
  for (const [name, buttons] of Object.entries(bindings)) group.setToolActive(name, { bindings: buttons });
}

/** Changes how a tool works, in all pictures. */
export function configureTool(name: string, configuration: object): void {
  toolGroup().setToolConfiguration(name, configuration);
}

/** Shows where the image of one picture lies in the others of the same frame of reference; none where it is null. */
export function showReferenceLines(sourceViewportId: string | null): void {
  const group = toolGroup();
  if (sourceViewportId === null) {
    group.setToolDisabled(ReferenceLinesTool.toolName);
    return;
  }
  group.setToolConfiguration(ReferenceLinesTool.toolName, { sourceViewportId });
  group.setToolEnabled(ReferenceLinesTool.toolName);
}

/** The pictures that have the tools. */
export function shownViewports(): string[] {
  return toolGroup().getViewportIds();
}
