export const welcome = {
  title: 'Create your first application',
  anotherTitle: 'Create an application',
  lead: 'An application keeps its own studies, services and results in one folder. You can have several side by side.',
  name: 'Name',
  namePlaceholder: 'Brain MRI',
  nameHelp: 'How you will find it again. It also names the folder.',
  folder: 'Folder',
  folderHelp:
    'Optional. Absent or empty: DCM Processor creates it. Choose a disk with room for images and results.',
  folderPlaceholder: 'In the data home of DCM Processor',
  chooseFolder: 'Choose…',
  chooseFolderLabel: 'Choose the application folder',
  create: 'Create application',
  back: 'Back',
  stepsTitle: 'What happens then',
  steps: [
    { title: 'Bring in DICOM', text: 'Drop files, folders, ZIP or tar archives on the window.' },
    { title: 'Install services', text: 'Your own Python folders, each with its jobs.' },
    { title: 'Watch them run', text: 'Complete patients flow through the jobs, live.' },
  ],
};
