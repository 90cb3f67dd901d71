/** Media Storage Directory Storage (PS3.3 F): SOP class of a DICOMDIR. */
export const dicomDirClass = '1.2.840.10008.1.3.10';
