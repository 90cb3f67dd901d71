/** What people measured in images: beside the archive, as data of their own. */
export { keepMeasurement, listMeasurements, removeMeasurements } from './measurements.ts';
