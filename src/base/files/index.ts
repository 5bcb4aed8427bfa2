// register: files by their content. A folder today, an object store another day; callers know digests, never paths.
export { describeFile, type FileRules, type FileStore, mayAddFile, type NewFile, ordinaryFileRules, type StoredFile } from './file.ts'
export { fileDamaged, fileEmpty, fileNotFound, fileTooLarge, fileTypeNotAllowed, noSpace, tooManyFiles } from './file.ts'
export { openFileFolder } from './folder.ts'
export { openScanner } from './scan.ts'
export { harmlessName } from './name.ts'
export { findFileType } from './type.ts'
