import type { Texts } from '../english.ts';

export const contractSays: Texts['contractSays'] = {
  'must not be empty': 'Darf nicht leer sein.',
  'must be a whole number from 0 to 64': 'Eine ganze Zahl von 0 bis 64.',
  'must be a whole number from 0 to 100': 'Eine ganze Zahl von 0 bis 100.',
  'must be an address such as "http://proxy.example:3128"': 'Eine Adresse wie „http://proxy.example:3128“.',
  'must be a text': 'Ein Text.',
  'must be a span of time such as 90, "30m" or "2h30m"': 'Eine Zeitspanne wie 90, „30m“ oder „2h30m“.',
  'must be a span of time such as 30, "30s" or "5m"': 'Eine Zeitspanne wie 30, „30s“ oder „5m“.',
  'must be a span of time from 0 to one day, such as 30, "30s" or "5m"':
    'Eine Zeitspanne von 0 bis zu einem Tag, wie 30, „30s“ oder „5m“.',
  'must be a number of cores from 1 to 1024': 'Eine Zahl von Kernen von 1 bis 1024.',
  'must be a number from 1 to 10': 'Eine Zahl von 1 bis 10.',
  'must be "default", "medium", "low" or a number': '„default“, „medium“, „low“ oder eine Zahl.',
  'must have no control characters': 'Ohne Steuerzeichen.',
  'must not contain control characters': 'Ohne Steuerzeichen.',
  'must not contain a null character': 'Ohne Nullzeichen.',
  'must be true or false': 'Ja oder nein.',
  'must be the name of a host': 'Der Name eines Rechners.',
  'must be a number': 'Eine Zahl.',
  'must be a full function name such as "myservice.worker"':
    'Der ganze Name einer Funktion, wie „myservice.worker“.',
  'must be a UID': 'Eine UID.',
  'must be the name of the peer that is asked': 'Der Name der Gegenstelle, die gefragt wird.',
  'two peers have the same name': 'Zwei Gegenstellen haben denselben Namen.',
  'must not lead out of what is fetched': 'Darf nicht aus dem Geholten hinausführen.',
  'must not lead out of its folder with ".."': 'Darf nicht mit „..“ aus dem Ordner hinausführen.',
  'must not contain quotes, line breaks, or any of ` $ \\ * ? < > | & ; ! # ~ [ ] { } ^ :':
    'Ohne Anführungszeichen, Zeilenumbrüche und ` $ \\ * ? < > | & ; ! # ~ [ ] { } ^ :.',
  'must not contain any of / \\ : * ? " < > |': 'Ohne / \\ : * ? " < > |.',
  'must not begin or end with a dot': 'Darf nicht mit einem Punkt beginnen oder enden.',
  'must name a file': 'Nennen Sie eine Datei.',
  'must hold no user name; see authorization': 'Ohne Benutzernamen; dafür ist die Anmeldung da.',
  'must hold no password: one is kept with the network settings':
    'Ohne Passwort: Es wird bei den Einstellungen des Netzes behalten.',
  'must have only letters, digits and signs of ASCII, no backslash':
    'Nur Buchstaben, Ziffern und Zeichen von ASCII, ohne umgekehrten Schrägstrich.',
  'must have no line breaks': 'Ohne Zeilenumbrüche.',
  'must have 64 hexadecimal digits': '64 hexadezimale Ziffern.',
  'must have 1 to 16 characters, and no backslash': '1 bis 16 Zeichen, ohne umgekehrten Schrägstrich.',
  'must consist of letters, digits and . : @ - _, with slashes between words':
    'Buchstaben, Ziffern und . : @ - _, mit Schrägstrichen zwischen Wörtern.',
  'must consist of letters a to z, digits, dots, underscores and hyphens':
    'Buchstaben a bis z, Ziffern, Punkte, Unterstriche und Bindestriche.',
  'must consist of letters a to z, digits, and single dots, underscores or hyphens between them':
    'Buchstaben a bis z, Ziffern, und dazwischen einzelne Punkte, Unterstriche oder Bindestriche.',
  'must begin with https:// or http://': 'Muss mit https:// oder http:// beginnen.',
  'must begin with http:// or https://': 'Muss mit http:// oder https:// beginnen.',
  'must be the name of one capability, such as "SYS_NICE"': 'Der Name einer Fähigkeit, wie „SYS_NICE“.',
  'must be the name of an image, such as "ubuntu:20.04"': 'Der Name eines Images, wie „ubuntu:20.04“.',
  'must be the name of an image, such as "debian:bookworm-slim"':
    'Der Name eines Images, wie „debian:bookworm-slim“.',
  'must be the name of a job, or a list of names': 'Der Name eines Auftrags, oder eine Liste von Namen.',
  'must be such as "512m" or "8g"': 'Wie „512m“ oder „8g“.',
  'must be relative to what is fetched': 'Muss vom Geholten aus angegeben sein.',
  'must be relative to the worker folder': 'Muss vom Ordner des Workers aus angegeben sein.',
  'must be names of hosts with commas between them': 'Namen von Rechnern, mit Kommas dazwischen.',
  'must be bytes as a number, or a text such as "4G" or "512M"':
    'Bytes als Zahl, oder ein Text wie „4G“ oder „512M“.',
  'must be between 6 MiB and 1 PiB': 'Zwischen 6 MiB und 1 PiB.',
  'must be at least 64 MB, as bytes or as a text such as "4G" or "512M"':
    'Mindestens 64 MB, als Bytes oder als Text wie „4G“ oder „512M“.',
  'must be an object': 'Ein Objekt.',
  'must be an object with "cpu", "memory" and "gpu"': 'Ein Objekt mit „cpu“, „memory“ und „gpu“.',
  'must be an absolute path on this machine': 'Ein voller Pfad auf diesem Rechner.',
  'must be an absolute path inside the container, such as "/models"':
    'Ein voller Pfad im Container, wie „/models“.',
  'must be a version of Python 3, such as "3.9"': 'Eine Version von Python 3, wie „3.9“.',
  'must be a number of times, or an object with "times"': 'Eine Anzahl, oder ein Objekt mit „times“.',
  'must be a name of letters, digits and underscores': 'Ein Name aus Buchstaben, Ziffern und Unterstrichen.',
  'must be a list of "failed", "died" and "timed-out"': 'Eine Liste aus „failed“, „died“ und „timed-out“.',
  'must be a DICOM keyword such as InstanceNumber, or a tag such as 0020,0013':
    'Ein Schlüsselwort von DICOM wie InstanceNumber, oder ein Tag wie 0020,0013.',
  'must be YYYYMMDD or YYYYMMDD-YYYYMMDD': 'JJJJMMTT oder JJJJMMTT-JJJJMMTT.',
  'must be 3.6 or newer; write 3.10 in quotes, "3.10"': '3.6 oder neuer; 3.10 in Anführungszeichen, „3.10“.',
  'must be "skip" or "run"': '„skip“ oder „run“.',
  'must be "patient", "study" or "series"': '„patient“, „study“ oder „series“.',
  'must be "failed", "died" or "timed-out"': '„failed“, „died“ oder „timed-out“.',
  'must have either "source" or "path"': 'Entweder „source“ oder „path“.',
};
