export { dayOf, daysAfter, daysBetween, firstDay, isDay } from './days.ts';
export { formatDicomDate, formatDicomTime, formatPersonName } from './dicom.ts';
export { formatDuration, formatWholeSeconds } from './duration.ts';
export { firstLetter } from './firstLetter.ts';
export { formatBytes, formatBytesPerSecond, formatCount, formatDecimal, formatPerSecond } from './number.ts';
export { shortened } from './shortened.ts';
export { formatAgo, formatClock, formatDateTime, formatDay, formatHour } from './time.ts';
