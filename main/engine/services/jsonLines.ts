import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import type { Node } from 'jsonc-parser';

/** Finds lines of a JSON text; it is looked at when it is first asked. */
export interface JsonLines {
  /** 1-based line of a value by its path, or of the nearest thing around it that is there; null where there is none. */
  lineOf(path: readonly PropertyKey[]): number | null;
}

/** @param text valid JSON */
export function createJsonLines(text: string): JsonLines {
  let tree: Node | null | undefined;
  /** Offset at which each line begins. */
  let starts: number[] = [];

  function look(): Node | null {
    if (tree !== undefined) return tree;
    tree = parseTree(text) ?? null;
    starts = [0];
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    return tree;
  }

  function lineAt(offset: number): number {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  }

  return {
    lineOf(path) {
      const root = look();
      if (root === null) return null;
      const segments = path.map((part) => (typeof part === 'number' ? part : String(part)));
      for (let length = segments.length; length >= 0; length -= 1) {
        const node = length === 0 ? root : findNodeAtLocation(root, segments.slice(0, length));
        // The line of its name, not of its value.
        if (node !== undefined) return lineAt((node.parent?.type === 'property' ? node.parent : node).offset);
      }
      return null;
    },
  };
}
