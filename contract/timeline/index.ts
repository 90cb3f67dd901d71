export { criticalPath, slackOf, type PathStep, type Span } from './criticalPath.ts';
export { drawTimeline, type DrawnTimeline, type TimelineLine } from './drawTimeline.ts';
export type { TimelinePart } from './jobParts.ts';
export {
  timelineRoutes,
  timelineSchema,
  type Timeline,
  type TimelineEdge,
  type TimelineJob,
} from './schema.ts';
