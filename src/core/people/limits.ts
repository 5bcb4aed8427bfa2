// Every length and duration of signing in, in one place [K: settings of an installation, not law].
const minute = 60
const hour = 60 * minute

export const limits = {
  /** A password that stands alone, without a second factor (NIST SP 800-63B-4 §3.1.1.2). */
  passwordLengthMin: 15,
  /** One beside a second factor. */
  passwordLengthMinBeside: 8,
  passwordLengthMax: 128,
  /** A password that an administrator chose lets in this long, to choose one's own. */
  givenPasswordHours: 14 * 24,
  /** A session ends after this long without a call … */
  idleSecondsStaff: 30 * minute,
  idleSecondsResident: 2 * hour,
  /** … and after this long whatever happens. */
  sessionSecondsMax: 12 * hour,
  /** The last call of a session is noted at most this often. */
  touchSeconds: minute,
  /** A caller known to this process is looked up again after this long: what another process took away a second ago holds here. */
  callerSeconds: 0.5,
  /**
   * Failures without delay: for one login from one address, for one login from anywhere (NIST SP 800-63B-4 §3.2.2: at most 100), from one
   * address, which a whole hall may share, and from the network around it; and how long it takes until one of them is forgotten.
   */
  failuresFreePair: 5,
  failuresFreeLogin: 100,
  failureForgottenSeconds: 15 * minute,
  failuresFreeAddress: 50,
  failureForgottenSecondsAddress: 90,
  failuresFreeNetwork: 500,
  failureForgottenSecondsNetwork: 9,
  /** Each further failure doubles the wait, from one second to this. */
  waitSecondsMax: 15 * minute,
  /** All are forgotten after this long without another. */
  failuresKeptSeconds: 12 * hour,
  familiarDays: 180,
  /** As many wrong second proofs after a right password, without a pause as long as this, freeze the account: whoever gives them knows the password. */
  secondFailuresMax: 10,
  secondFailuresPauseHours: 24,
  /** Between the second officer and the code of a recovery its holder is told and may object; then the code works this long. */
  recoveryCoolingHours: 72,
  recoveryOpenHours: 14 * 24,
  /** A step of signing in waits this long for the next one, and stands this many wrong tries. */
  ticketSeconds: 5 * minute,
  ticketTriesMax: 5,
  /** What changes how one signs in wants a proof that is at most this old. */
  proofSeconds: 10 * minute,
  factorsMax: 10,
  recoveryCodes: 10,
} as const
