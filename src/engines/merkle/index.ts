// engine: the Merkle tree of the ledger (RFC 9162) and its signed checkpoints (C2SP signed-note, tlog-checkpoint). It stores nothing.
export { emptyRoot, hashLeaf, hashPair, type Hash } from './hash.ts'
export { appendLeaves, coverRange, rootAt, type Append, type NodePlace, type NodeReader, type StoredNode } from './tree.ts'
export { consistencyProof, inclusionProof, placesForConsistency, placesForInclusion } from './proof.ts'
export { verifyConsistency, verifyInclusion } from './verify.ts'
export { noteKeyId, parseNote, parseVerifierKey, signNote, verifierKey, verifyNote, type Note, type NoteSignature, type NoteSigner, type VerifierKey } from './note.ts'
export { parseCheckpoint, writeCheckpoint, type Checkpoint } from './checkpoint.ts'
