import { Position, type Node } from '@xyflow/react';

/**
 * What the drawing has to know of a node of a fixed size, with ways that come in on its left and go out on its right:
 * said, so that it need not be measured. A node that has to be measured anew whenever its words change takes the ways
 * at it off the page and puts them on again.
 */
export function measured(size: {
  width: number;
  height: number;
}): Pick<Node, 'width' | 'height' | 'measured' | 'handles'> {
  const middle = { y: size.height / 2, width: 1, height: 1 };
  return {
    ...size,
    measured: size,
    handles: [
      { type: 'target', position: Position.Left, x: 0, ...middle },
      { type: 'source', position: Position.Right, x: size.width, ...middle },
    ],
  };
}
