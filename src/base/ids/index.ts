// engine: identifiers (UUIDv7, RFC 9562) and the source of randomness behind them.
export { idMaker, isId, seededRandom, systemRandom, type Random } from './ids.ts'
