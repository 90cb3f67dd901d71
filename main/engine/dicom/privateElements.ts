/**
 * Private elements that devices in wide use write, as their makers' conformance statements name them: creator, group,
 * and for each element its last two digits, VR and name. What is not here is shown without a name.
 */
const known: readonly (readonly [creator: string, group: number, elements: string])[] = [
  [
    'SIEMENS CSA HEADER',
    0x0029,
    `08CSCSAImageHeaderType 09LOCSAImageHeaderVersion 10OBCSAImageHeaderInfo 18CSCSASeriesHeaderType
     19LOCSASeriesHeaderVersion 20OBCSASeriesHeaderInfo`,
  ],
  ['SIEMENS CSA NON-IMAGE', 0x0029, '08CSCSADataType 09LOCSADataVersion 10OBCSADataInfo'],
  ['SIEMENS CSA NON-IMAGE', 0x7fe1, '10OBCSAData'],
  ['SIEMENS MEDCOM HEADER', 0x0029, '08CSMedComHeaderType 09LOMedComHeaderVersion 10OBMedComHeaderInfo'],
  [
    'SIEMENS MR HEADER',
    0x0019,
    `08CSCSAImageHeaderType 0AUSNumberOfImagesInMosaic 0BDSSliceMeasurementDuration 0CISBValue
     0DCSDiffusionDirectionality 0EFDDiffusionGradientDirection 0FSHGradientMode 11SHFlowCompensation
     12SLTablePositionOrigin 13SLImaAbsTablePosition 14ISImaRelTablePosition 15FDSlicePositionPCS 16DSTimeAfterStart
     17DSSliceResolution 18ISRealDwellTime 27FDBMatrix 28FDBandwidthPerPixelPhaseEncode 29FDMosaicRefAcqTimes`,
  ],
  [
    'SIEMENS MR HEADER',
    0x0051,
    `08CSCSAImageHeaderType 09LOCSAImageHeaderVersion 0ASHAcquisitionTime 0BSHAcquisitionMatrixText 0CSHFieldOfView
     0DSHSlicePositionText 0ESHSliceOrientation 0FSHCoilString 11SHPATModeText 12SHTablePositionText 13LOPositivePCSDirections
     16LOImageTypeText 17SHSliceThicknessText`,
  ],
  [
    'SIEMENS CT VA0  COAD',
    0x0019,
    '10ISDistanceSourceToSourceSideCollimator 11ISDistanceSourceToDetectorSideCollimator',
  ],
  [
    'GEMS_IDEN_01',
    0x0009,
    '01LOFullFidelity 02SHSuiteID 04SHProductID 27SLImageActualDate 30SHServiceID E3UIEquipmentUID',
  ],
  [
    'GEMS_ACQU_01',
    0x0019,
    `02SLNumberOfCellsInDetector 03DSCellNumberAtTheta 0FDSHorizontalFrameOfReference 11SSSeriesContrast 18LOFirstScanRAS
     19DSFirstScanLocation 1ALOLastScanRAS 1BDSLastScanLocation 23DSTableSpeed 24DSMidScanTime 26SLDegreesOfAzimuth
     27DSGantryPeriod 9CLOPulseSequenceName 9ELOInternalPulseSequenceName BBDSUserData20 BCDSUserData21 BDDSUserData22
     E0DSUserData24`,
  ],
  [
    'GEMS_RELA_01',
    0x0021,
    '03SSSeriesFromWhichPrescribed 05SHGenesisVersionNow 07ULSeriesRecordChecksum 36SSImageFromWhichPrescribed',
  ],
  [
    'GEMS_SERS_01',
    0x0025,
    '06SSLastPulseSequenceUsed 07SLImagesInSeries 10SLLandmarkCounter 11SSNumberOfAcquisitions 19SLLastImageNumberUsed 1BOBProtocolDataBlock',
  ],
  [
    'GEMS_IMAG_01',
    0x0027,
    `06SLImageArchiveFlag 10SSScoutType 1CSLVmaMamp 1DSSVmaPhase 1ESLVmaMod 1FSLVmaClip 30SHForeignImageRevision 31SSImagingMode
     32SSPulseSequence 33SLImagingOptions 40SHRASLetterOfImageLocation 41FLImageLocation`,
  ],
  [
    'GEMS_PARM_01',
    0x0043,
    `01SSBitmapOfPrescanOptions 10USWindowValue 12SSXRayChain 16SSNumberOfOverranges 1EDSDeltaStartTime
     1FSLMaxOverrangesInAView 27SHScanPitchRatio 28OBUniqueImageIdentifier 2AOBUserDefinedData 2CSSEffectiveEchoSpacing
     39ISSlopInteger6To9`,
  ],
  [
    'Philips Imaging DD 001',
    0x2001,
    `01FLChemicalShift 02ISChemicalShiftNumberMR 03FLDiffusionBFactor 04CSDiffusionDirection
     06CSImageEnhanced 07CSImageTypeEDES 08ISPhaseNumber 09FLImagePrepulseDelay 0AISSliceNumberMR 0BCSSliceOrientation
     0CCSArrhythmiaRejection 0ECSCardiacCycled 0FSSCardiacGateWidth 10CSCardiacSync 11FLDiffusionEchoTime 12CSDynamicSeries
     13SLEPIFactor 14SLNumberOfEchoes 15SSNumberOfLocations 16SSNumberOfPCDirections 17SLNumberOfPhasesMR 18SLNumberOfSlicesMR
     1ACSFlowCompensation 20LOScanningTechniqueDescription 22FLWaterFatShift
     25SHEchoTimeDisplay 2DSSNumberOfStackSlices 5FSQStack 60SLNumberOfStacks 63CSExaminationSource`,
  ],
  [
    'Philips MR Imaging DD 001',
    0x2005,
    `0DFLScaleIntercept 0EFLScaleSlope 11CSImageTypeMR 20SLNumberOfChemicalShifts
     30FLRepetitionTime 33FLScanDuration 35CSSeriesDataType B0FLDiffusionDirectionRL B1FLDiffusionDirectionAP
     B2FLDiffusionDirectionFH`,
  ],
  [
    'Philips MR Imaging DD 005',
    0x2005,
    '0FSQMRFrames 12ISDiffusionBValueNumber 13ISGradientOrientationNumber 29CSLabelType',
  ],
  ['Philips PET Private Group', 0x7053, '00DSSUVScaleFactor 09DSActivityConcentrationScaleFactor'],
];

/** A private element that is known. */
export interface PrivateDefinition {
  vr: string;
  name: string;
}

const keyOf = (creator: string, group: number, element: number) => `${group}/${element}/${creator}`;

let definitions: ReadonlyMap<string, PrivateDefinition> | null = null;

/** What is known of the element of that creator; of its number the last two digits count (PS3.5 7.8.1). */
export function privateDefinition(creator: string, tag: number): PrivateDefinition | undefined {
  definitions ??= readKnown();
  return definitions.get(keyOf(creator.trim(), tag >>> 16, tag & 0xff));
}

function readKnown(): ReadonlyMap<string, PrivateDefinition> {
  const read = new Map<string, PrivateDefinition>();
  for (const [creator, group, elements] of known) {
    for (const [, digits = '', vr = '', name = ''] of elements.matchAll(/([0-9A-F]{2})([A-Z]{2})(\w+)/g)) {
      read.set(keyOf(creator, group, Number.parseInt(digits, 16)), { vr, name });
    }
  }
  return read;
}
