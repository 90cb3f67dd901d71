export const completeness = {
  title: 'Completeness',
  lead: 'When a patient, study or series has arrived completely, and what becomes of what comes later.',
  arrival: 'What is one arrival',
  complete: 'Complete when',
  missing: 'Unless something is missing',
  late: 'When images come late',
  grouping: 'Process as one',
  groupingHelp: 'What is gathered into one arrival, and so into one run.',
  groupings: { patient: 'Patient', study: 'Study', series: 'Series' },
  quietSeconds: 'Nothing came for',
  quietSecondsHelp: 'The quiet time after the last image. Slow senders need more.',
  seconds: ' s',
  quietTimes: 'Other quiet times for some senders',
  quietTimesHelp:
    'A sender is an AE title, an address or a folder, as Doors shows it; * stands for any characters. The first line that fits counts.',
  sender: 'Sender',
  senderPlaceholder: 'CT-* or 10.1.2.*',
  senderNumber: (number: number) => `Sender ${number}`,
  senderQuietNumber: (number: number) => `Quiet time of sender ${number}`,
  addSender: 'Add a sender',
  removeSender: (number: number) => `Remove sender ${number}`,
  atAssociationEnd: 'The sender has finished',
  atAssociationEndHelp:
    'Complete at once when the association that delivered it ends, unless another still delivers to it. Leave it off where scanners open one association for each series.',
  atExpectedInstances: 'All expected images have come',
  atExpectedInstancesHelp:
    'Complete at once when all images have come that storage commitment names, or that the asked peer has. Leave it off where a sender asks for storage commitment series by series, or sends a study while it still gets images of it.',
  expectedTitle: 'Everything announced has come',
  expectedHelp:
    'Always on: of what is fetched from a peer, or was told by a person or program, all images complete it at once, and fewer do not.',
  askForCount: 'Ask how many images were to come',
  askForCountHelp:
    'For studies that are sent to this application: when they begin to come, and again when they seem complete. Of what the peer has, everything is waited for; what lies in quarantine has come. Where only parts of studies are sent, leave it off.',
  askForCounts: {
    never: { label: 'Ask nobody', help: 'What comes is all there is.' },
    sender: { label: 'The sender', help: 'Where it is one of the peers, by its AE title.' },
    peer: { label: 'A certain peer', help: 'An archive that gets the same studies.' },
  },
  askedPeer: 'Peer to ask',
  askedPeerHelp: 'Peers are added on the page Peers.',
  askedPeerPlaceholder: 'Choose a peer',
  awaitCommitted: 'Wait for what storage commitment names',
  awaitCommittedHelp:
    'A sender that asks for storage commitment names all images that it has sent. Those that are not there yet are waited for.',
  requiredSeries: 'Required series',
  requiredSeriesHelp:
    'Series that must be there, as an expression. Empty: none in particular. While it is not fulfilled, quiet time completes nothing.',
  requiredSeriesPlaceholder: 'count(Modality == "CT") >= 1',
  readable: 'This can be read.',
  wrongPlace: 'The place',
  examples: 'Examples',
  insertExample: (meaning: string) => `Use: ${meaning}`,
  exampleList: [
    { meaning: 'At least one CT series', expression: 'count(Modality == "CT") >= 1' },
    {
      meaning: 'A thin CT series and a PET',
      expression:
        'count(Modality == "CT" and SeriesDescription ~ "thin") >= 1 and count(Modality == "PT") >= 1',
    },
    {
      meaning: 'Four MR series of 20 images or more',
      expression: 'count(Modality == "MR" and instances >= 20) == 4',
    },
    {
      meaning: '300 images of the head, or a whole-body series',
      expression:
        'instances(BodyPartExamined == "HEAD") >= 300 or count(SeriesDescription ~ "whole body") >= 1',
    },
  ],
  words:
    'count(…) counts series, instances(…) their images. Compare Modality, SeriesDescription, SeriesNumber, BodyPartExamined, StudyDescription, StudyDate with == and !=, or with ~ and !~ for a part of the text; join with and, or, not.',
  maximumWait: 'Longest wait',
  maximumWaitHelp: 'From the first image on. Empty: no limit.',
  noLimit: 'No limit',
  unit: 'Unit',
  units: { 1: 'seconds', 60: 'minutes', 3600: 'hours', 86_400: 'days' },
  afterMaximumWait: 'What happens then',
  afterMaximumWaitHelp: 'To an arrival in which something is still missing.',
  afterMaximumWaits: {
    process: { label: 'Process it as it is', help: 'The run says what was missing.' },
    'keep-waiting': { label: 'Keep waiting', help: 'Until it comes, or until somebody starts it.' },
    'put-aside': {
      label: 'Put it aside',
      help: 'It stays in the archive and on the overview, with the reason.',
    },
  },
  latePolicy: 'What becomes of them',
  lateHelp:
    'Images can come after the run of their patient, study or series was planned. They are archived in any case.',
  latePolicies: {
    'new-version': {
      label: 'Process everything again, as a new version',
      help: 'The earlier run and its results stay.',
    },
    merge: {
      label: 'Merge them into the run',
      help: 'Where none of its jobs has begun, the run is replaced by one with everything; else as a new version.',
    },
    ignore: {
      label: 'Do not process them',
      help: 'They are put aside; somebody may start them on the overview.',
    },
  },
  drawing: { run: 'Run 1', next: 'Version 2', aside: 'Put aside', late: 'late' },
};
