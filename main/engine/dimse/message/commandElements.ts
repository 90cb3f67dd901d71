/** Elements of group 0000 (PS3.7 E.1) and how they are written. Texts are ASCII. */
export const commandElements = {
  AffectedSOPClassUID: [0x0002, 'uid'],
  RequestedSOPClassUID: [0x0003, 'uid'],
  CommandField: [0x0100, 'uint16'],
  MessageID: [0x0110, 'uint16'],
  MessageIDBeingRespondedTo: [0x0120, 'uint16'],
  MoveDestination: [0x0600, 'text'],
  Priority: [0x0700, 'uint16'],
  CommandDataSetType: [0x0800, 'uint16'],
  Status: [0x0900, 'uint16'],
  OffendingElement: [0x0901, 'tags'],
  ErrorComment: [0x0902, 'text'],
  ErrorID: [0x0903, 'uint16'],
  AffectedSOPInstanceUID: [0x1000, 'uid'],
  RequestedSOPInstanceUID: [0x1001, 'uid'],
  EventTypeID: [0x1002, 'uint16'],
  AttributeIdentifierList: [0x1005, 'tags'],
  ActionTypeID: [0x1008, 'uint16'],
  NumberOfRemainingSuboperations: [0x1020, 'uint16'],
  NumberOfCompletedSuboperations: [0x1021, 'uint16'],
  NumberOfFailedSuboperations: [0x1022, 'uint16'],
  NumberOfWarningSuboperations: [0x1023, 'uint16'],
  MoveOriginatorApplicationEntityTitle: [0x1030, 'text'],
  MoveOriginatorMessageID: [0x1031, 'uint16'],
} as const satisfies Record<string, readonly [number, 'uid' | 'text' | 'uint16' | 'tags']>;

interface Values {
  uid: string;
  text: string;
  uint16: number;
  /** Group and element number as one number each. */
  tags: readonly number[];
}

type Keyword = keyof typeof commandElements;

/** The command set of a message by DICOM keyword (PS3.7 9.3, 10.3); what is absent is missing. */
export type CommandSet = {
  [keyword in Keyword]?: Values[(typeof commandElements)[keyword][1]];
};

/** Command fields (PS3.7 E.1). The answer to a request has its number with `responseBit`. */
export const commandFields = {
  storeRequest: 0x0001,
  getRequest: 0x0010,
  findRequest: 0x0020,
  moveRequest: 0x0021,
  echoRequest: 0x0030,
  cancelRequest: 0x0fff,
  eventReportRequest: 0x0100,
  getAttributesRequest: 0x0110,
  setAttributesRequest: 0x0120,
  actionRequest: 0x0130,
  createRequest: 0x0140,
  deleteRequest: 0x0150,
} as const;
export const responseBit = 0x8000;

/** CommandDataSetType of a message without a data set; any other value means that one follows (PS3.7 E.1). */
export const noDataSet = 0x0101;
/** CommandDataSetType that we write when a data set follows. */
export const withDataSet = 0x0000;
