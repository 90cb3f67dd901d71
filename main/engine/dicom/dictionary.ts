import { standardElements } from './standardElements.ts';

/** What PS3.6 says of a data element. `XS` stands for US or SS, which the pixel representation decides. */
export interface ElementDefinition {
  vr: string;
  keyword: string;
}

/** The standard's data elements by tag. */
export interface Dictionary {
  /** Undefined for private and unknown tags. */
  find(tag: number): ElementDefinition | undefined;
  /** Undefined where PS3.6 has no element of that keyword, or a family of them. */
  tagOf(keyword: string): number | undefined;
  /** All keywords but those of families, with their tags as `(0008,0060)`. */
  keywords(): (ElementDefinition & { tag: string })[];
}

/** Digits of an eight digit tag that may differ within a family of elements: `60XX0010`, say. */
interface Family {
  mask: number;
  value: number;
  definition: ElementDefinition;
}

/** Reads the table; takes some milliseconds, so callers keep the outcome. */
export function createDictionary(): Dictionary {
  const elements = new Map<number, ElementDefinition>();
  const families: Family[] = [];
  const tags = new Map<string, number>();
  let group = '';
  for (const [, groupStart, element, vr, keyword] of standardElements.matchAll(
    /(?:([0-9A-FX]{4}): )?\b([0-9A-FX]{4})([A-Z]{2})(\w+)/g,
  )) {
    if (groupStart !== undefined) group = groupStart;
    const tag = `${group}${element}`;
    const definition = { vr: vr ?? '', keyword: keyword ?? '' };
    if (tag.includes('X')) {
      const mask = Number.parseInt(tag.replaceAll(/[^X]/g, 'F').replaceAll('X', '0'), 16);
      families.push({ mask, value: Number.parseInt(tag.replaceAll('X', '0'), 16), definition });
    } else {
      elements.set(Number.parseInt(tag, 16), definition);
      tags.set(definition.keyword, Number.parseInt(tag, 16));
    }
  }
  return {
    find: (tag) =>
      elements.get(tag) ??
      families.find((family) => (tag & family.mask) >>> 0 === family.value && isStandard(tag))?.definition,
    tagOf: (keyword) => tags.get(keyword),
    keywords: () =>
      [...elements].map(([tag, definition]) => {
        const digits = tag.toString(16).toUpperCase().padStart(8, '0');
        return { ...definition, tag: `(${digits.slice(0, 4)},${digits.slice(4)})` };
      }),
  };
}

/** Groups with odd numbers are private. */
export function isStandard(tag: number): boolean {
  return (tag & 0x1_0000) === 0;
}
