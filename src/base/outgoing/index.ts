// stream: calls from here to addresses that somebody registered, never into this machine or its network.
export { addressNotPublic, answerTooLong, makeOutgoing, readNetwork, type Outgoing } from './outgoing.ts'
