/** What the contract says of a field that is wrong, as it says it, and how the window does. */
export const contractSays = {
  'must not be empty': 'Must not be empty.',
  'must be a whole number from 0 to 64': 'Must be a whole number from 0 to 64.',
  'must be a whole number from 0 to 100': 'Must be a whole number from 0 to 100.',
  'must be an address such as "http://proxy.example:3128"':
    'Must be an address such as "http://proxy.example:3128".',
  'must be a text': 'Must be a text.',
  'must be a span of time such as 90, "30m" or "2h30m"':
    'Must be a span of time such as 90, "30m" or "2h30m".',
  'must be a span of time such as 30, "30s" or "5m"': 'Must be a span of time such as 30, "30s" or "5m".',
  'must be a span of time from 0 to one day, such as 30, "30s" or "5m"':
    'Must be a span of time from 0 to one day, such as 30, "30s" or "5m".',
  'must be a number of cores from 1 to 1024': 'Must be a number of cores from 1 to 1024.',
  'must be a number from 1 to 10': 'Must be a number from 1 to 10.',
  'must be "default", "medium", "low" or a number': 'Must be "default", "medium", "low" or a number.',
  'must have no control characters': 'Must have no control characters.',
  'must not contain control characters': 'Must not contain control characters.',
  'must not contain a null character': 'Must not contain a null character.',
  'must be true or false': 'Must be true or false.',
  'must be the name of a host': 'Must be the name of a host.',
  'must be a number': 'Must be a number.',
  'must be a full function name such as "myservice.worker"':
    'Must be a full function name such as "myservice.worker".',
  'must be a UID': 'Must be a UID.',
  'must be the name of the peer that is asked': 'Must be the name of the peer that is asked.',
  'two peers have the same name': 'Two peers have the same name.',
  'must not lead out of what is fetched': 'Must not lead out of what is fetched.',
  'must not lead out of its folder with ".."': 'Must not lead out of its folder with "..".',
  'must not contain quotes, line breaks, or any of ` $ \\ * ? < > | & ; ! # ~ [ ] { } ^ :':
    'Must not contain quotes, line breaks, or any of ` $ \\ * ? < > | & ; ! # ~ [ ] { } ^ :.',
  'must not contain any of / \\ : * ? " < > |': 'Must not contain any of / \\ : * ? " < > |.',
  'must not begin or end with a dot': 'Must not begin or end with a dot.',
  'must name a file': 'Must name a file.',
  'must hold no user name; see authorization': 'Must hold no user name; see authorization.',
  'must hold no password: one is kept with the network settings':
    'Must hold no password: one is kept with the network settings.',
  'must have only letters, digits and signs of ASCII, no backslash':
    'Must have only letters, digits and signs of ASCII, no backslash.',
  'must have no line breaks': 'Must have no line breaks.',
  'must have 64 hexadecimal digits': 'Must have 64 hexadecimal digits.',
  'must have 1 to 16 characters, and no backslash': 'Must have 1 to 16 characters, and no backslash.',
  'must consist of letters, digits and . : @ - _, with slashes between words':
    'Must consist of letters, digits and . : @ - _, with slashes between words.',
  'must consist of letters a to z, digits, dots, underscores and hyphens':
    'Must consist of letters a to z, digits, dots, underscores and hyphens.',
  'must consist of letters a to z, digits, and single dots, underscores or hyphens between them':
    'Must consist of letters a to z, digits, and single dots, underscores or hyphens between them.',
  'must begin with https:// or http://': 'Must begin with https:// or http://.',
  'must begin with http:// or https://': 'Must begin with http:// or https://.',
  'must be the name of one capability, such as "SYS_NICE"':
    'Must be the name of one capability, such as "SYS_NICE".',
  'must be the name of an image, such as "ubuntu:20.04"':
    'Must be the name of an image, such as "ubuntu:20.04".',
  'must be the name of an image, such as "debian:bookworm-slim"':
    'Must be the name of an image, such as "debian:bookworm-slim".',
  'must be the name of a job, or a list of names': 'Must be the name of a job, or a list of names.',
  'must be such as "512m" or "8g"': 'Must be such as "512m" or "8g".',
  'must be relative to what is fetched': 'Must be relative to what is fetched.',
  'must be relative to the worker folder': 'Must be relative to the worker folder.',
  'must be names of hosts with commas between them': 'Must be names of hosts with commas between them.',
  'must be bytes as a number, or a text such as "4G" or "512M"':
    'Must be bytes as a number, or a text such as "4G" or "512M".',
  'must be between 6 MiB and 1 PiB': 'Must be between 6 MiB and 1 PiB.',
  'must be at least 64 MB, as bytes or as a text such as "4G" or "512M"':
    'Must be at least 64 MB, as bytes or as a text such as "4G" or "512M".',
  'must be an object': 'Must be an object.',
  'must be an object with "cpu", "memory" and "gpu"': 'Must be an object with "cpu", "memory" and "gpu".',
  'must be an absolute path on this machine': 'Must be an absolute path on this machine.',
  'must be an absolute path inside the container, such as "/models"':
    'Must be an absolute path inside the container, such as "/models".',
  'must be a version of Python 3, such as "3.9"': 'Must be a version of Python 3, such as "3.9".',
  'must be a number of times, or an object with "times"':
    'Must be a number of times, or an object with "times".',
  'must be a name of letters, digits and underscores': 'Must be a name of letters, digits and underscores.',
  'must be a list of "failed", "died" and "timed-out"': 'Must be a list of "failed", "died" and "timed-out".',
  'must be a DICOM keyword such as InstanceNumber, or a tag such as 0020,0013':
    'Must be a DICOM keyword such as InstanceNumber, or a tag such as 0020,0013.',
  'must be YYYYMMDD or YYYYMMDD-YYYYMMDD': 'Must be YYYYMMDD or YYYYMMDD-YYYYMMDD.',
  'must be 3.6 or newer; write 3.10 in quotes, "3.10"': 'Must be 3.6 or newer; write 3.10 in quotes, "3.10".',
  'must be "skip" or "run"': 'Must be "skip" or "run".',
  'must be "patient", "study" or "series"': 'Must be "patient", "study" or "series".',
  'must be "failed", "died" or "timed-out"': 'Must be "failed", "died" or "timed-out".',
  'must have either "source" or "path"': 'Must have either "source" or "path".',
};
