import {
  Background,
  ReactFlow,
  useReactFlow,
  type Edge,
  type EdgeTypes,
  type Node,
  type NodeTypes,
} from '@xyflow/react';
import '@xyflow/react/dist/base.css'; // oxlint-disable-line import/no-unassigned-import -- a style sheet
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { fitViewport } from './fitViewport.ts';
import { GraphControls } from './GraphControls.tsx';
import type { Place } from './layoutJobs.ts';
import { neighbour } from './neighbour.ts';

interface PlacedCanvasProps {
  label: string;
  className: string | undefined;
  /** Each draws a control with its id as `data-node`, one of them in the tab order. */
  nodes: Node[];
  edges: Edge[];
  nodeTypes: NodeTypes;
  edgeTypes?: EdgeTypes;
  /** Of the nodes, by their ids; the same map as long as they stay where they are. */
  places: Map<string, Place>;
  /** Of a node. */
  size: { width: number; height: number };
  /** What is to be in sight where not all is. */
  focus?: Place | undefined;
  /** Least zoom at which the words can be read, and least one at all. */
  zoom: { legible: number; least: number };
  /** Size of the canvas. */
  frame: { width: number; height: number };
}

const noAttribution = { hideAttribution: true };
/** Nothing here is chosen or moved by keys, of which these would tell in English. */
const noHints = {
  'node.a11yDescription.default': '',
  'node.a11yDescription.keyboardDisabled': '',
  'edge.a11yDescription.default': '',
};

/** A drawing of things that have their places. Arrow keys move the focus among them. */
export function PlacedCanvas(props: PlacedCanvasProps) {
  const { label, className, nodes, edges, nodeTypes, edgeTypes, places, size, focus, zoom, frame } = props;
  const flow = useReactFlow();
  const movedByHand = useRef(false);
  const { width, height } = frame;

  // The opening of a panel, or another size of the window, must not hide what was in sight.
  useEffect(() => {
    if (movedByHand.current) return;
    void flow.setViewport(fitViewport(places, { width, height }, zoom.legible, focus, size));
  }, [flow, focus, height, places, size, width, zoom]);

  function moveFocus(event: KeyboardEvent<HTMLElement>) {
    const from = event.target instanceof HTMLElement ? event.target.dataset['node'] : undefined;
    const to = from === undefined ? undefined : neighbour(places, from, event.key);
    if (to === undefined) return;
    event.preventDefault();
    event.currentTarget.querySelector<HTMLElement>(`[data-node="${CSS.escape(to)}"]`)?.focus();
  }

  return (
    <ReactFlow
      className={className ?? ''}
      aria-label={label}
      nodes={nodes}
      edges={edges}
      nodeTypes={nodeTypes}
      {...(edgeTypes === undefined ? {} : { edgeTypes })}
      defaultViewport={fitViewport(places, frame, zoom.legible, focus, size)}
      onKeyDown={moveFocus}
      onMoveStart={(event) => {
        if (event !== null) movedByHand.current = true;
      }}
      minZoom={zoom.least}
      maxZoom={1.5}
      nodesDraggable={false}
      nodesConnectable={false}
      nodesFocusable={false}
      edgesFocusable={false}
      elementsSelectable={false}
      disableKeyboardA11y
      ariaLabelConfig={noHints}
      proOptions={noAttribution}
    >
      <Background gap={20} size={1.2} />
      <GraphControls
        onWhole={() => {
          movedByHand.current = false;
          void flow.setViewport(fitViewport(places, frame, zoom.least, undefined, size));
        }}
      />
    </ReactFlow>
  );
}
