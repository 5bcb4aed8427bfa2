// engine: backups as one file, and the way back: the file's form, tables by COPY, files of the embedded server, files of a home.
export { type Archive, createArchive, type Form, type Head, openArchive, type RecordHead, type Writer } from './archive.ts'
export { addHomeFiles, emptyHome, isEmptyHome, isThere, writeHomeFile } from './files.ts'
export { addTables, emptyDatabase, fillTable, isEmptyDatabase, prepareTables, readShape, setSequences, type Shape } from './logical.ts'
export { addCluster, addSecrets } from './physical.ts'
export { readKeyFile } from './sealed.ts'
export { fromElsewhere, otherMachine, physicalNeedsEmbedded, placeNotEmpty, rootDiffers } from './refusals.ts'
