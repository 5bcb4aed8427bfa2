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
   * address, which a whole hall may share, and from the network around it; how long it takes until one of them is forgotten; and the longest wait,
   * which each further failure doubles from one second.
   */
  attempts: {
    pair: { free: 5, forgetSeconds: 15 * minute, waitSecondsMax: 15 * minute },
    login: { free: 100, forgetSeconds: 15 * minute, waitSecondsMax: 15 * minute },
    address: { free: 50, forgetSeconds: 90, waitSecondsMax: 15 * minute },
    network: { free: 500, forgetSeconds: 9, waitSecondsMax: 15 * minute },
  },
  /** The same of codes that are sent for, counted apart: each asked for may be guessed at a few times, and costs a message. */
  codeAttempts: {
    pair: { free: 5, forgetSeconds: 15 * minute, waitSecondsMax: 15 * minute },
    login: { free: 20, forgetSeconds: hour, waitSecondsMax: hour },
    address: { free: 50, forgetSeconds: 90, waitSecondsMax: 15 * minute },
    network: { free: 500, forgetSeconds: 9, waitSecondsMax: 15 * minute },
  },
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
  /** A sign-out above is remembered this long: longer than anything it might still begin takes, and than its token is taken for. */
  relayEndSeconds: hour,
  /** A code that was sent works this long (OWASP ASVS 5.0 §6.5.5: at most ten minutes), and stands this many tries. */
  codeSeconds: 5 * minute,
  codeTriesMax: 5,
  /** A computer that asks to be let in by a telephone waits this long, and its number stands this many tries. */
  scanSeconds: 2 * minute,
  scanTriesMax: 3,
  /** What changes how one signs in wants a proof that is at most this old. */
  proofSeconds: 10 * minute,
  factorsMax: 10,
  recoveryCodes: 10,
} as const

/** What is said of a code that is sent. */
export const sentCodeMinutes = limits.codeSeconds / minute
