export { criticalPath, slackOf } from './criticalPath.ts';
export { drawTimeline, type DrawnTimeline, type TimelineLine } from './drawTimeline.ts';
export type { TimelinePart } from './jobParts.ts';
export { timelineRoutes, type Timeline, type TimelineEdge, type TimelineJob } from './schema.ts';
