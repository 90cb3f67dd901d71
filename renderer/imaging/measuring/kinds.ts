import { AngleTool, EllipticalROITool, LengthTool } from '@cornerstonejs/tools';
import { z } from 'zod';
import type { Measurement } from '../../../contract/index.ts';

type Figures = Measurement['figures'];

/** The tool that draws each kind. */
export const toolOf: Readonly<Record<Measurement['kind'], string>> = {
  length: LengthTool.toolName,
  angle: AngleTool.toolName,
  ellipse: EllipticalROITool.toolName,
};

/** The kind that a tool draws; null for tools that measure nothing. */
export function kindOf(tool: string): Measurement['kind'] | null {
  if (tool === toolOf.length) return 'length';
  if (tool === toolOf.angle) return 'angle';
  return tool === toolOf.ellipse ? 'ellipse' : null;
}

const value = z.number().nullish();
const unit = z.string().nullish();
/** What the tools reckon, as far as it is told. */
const statsSchema = z.object({
  length: value,
  unit,
  angle: value,
  area: value,
  areaUnit: unit,
  mean: value,
  stdDev: value,
  min: value,
  max: value,
  modalityUnit: unit,
  isEmptyArea: z.boolean().nullish(),
});

/** What a measurement says, of what its tool reckoned for the image that it is in; empty before that. */
export function figuresOf(kind: Measurement['kind'], cached: unknown): Figures {
  const [first] = Object.values(z.record(z.string(), z.unknown()).safeParse(cached).data ?? {});
  const stats = statsSchema.safeParse(first).data;
  if (stats === undefined) return [];
  const { length, angle, area, mean, stdDev, min, max } = stats;
  const ofPixels = stats.modalityUnit ?? '';
  const named: Record<Measurement['kind'], [Figures[number]['name'], number | null | undefined, string][]> = {
    length: [['length', length, stats.unit ?? '']],
    angle: [['angle', angle, '°']],
    ellipse: [
      ['area', stats.isEmptyArea === true ? null : area, stats.areaUnit ?? ''],
      ['mean', mean, ofPixels],
      ['deviation', stdDev, ofPixels],
      ['minimum', min, ofPixels],
      ['maximum', max, ofPixels],
    ],
  };
  return named[kind].flatMap(([name, found, inUnit]) =>
    typeof found === 'number' && Number.isFinite(found)
      ? [{ name, value: rounded(found), unit: inUnit }]
      : [],
  );
}

/** So that reckoning the same once more says the same. */
function rounded(found: number): number {
  return Number(found.toPrecision(9));
}
