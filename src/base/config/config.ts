// The settings: names, defaults, meanings and checks. All faults are told at once; a secret is never shown.
import { resolve } from 'node:path'
import { readNetwork } from '#base/outgoing'

/** Levels of the log, as pino names them. */
const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

/** The settings as the program uses them: checked and complete. */
export interface Config {
  port: number
  host: string
  /** True when only this machine can connect. */
  loopback: boolean
  /** Full path. */
  home: string
  /** Scheme, host and port of the public address, without a slash at the end. */
  origin: string
  databaseUrl: string | undefined
  /** The login of a lesser role on the same database, for serving. */
  servingDatabaseUrl: string | undefined
  demo: boolean
  logLevel: (typeof logLevels)[number]
  /** Full path of the file whose passphrase seals backups. */
  backupKeyFile: string | undefined
  /** The key management system that keys stand in; without one they stand in the home. `tokenFile`: full path. */
  kms: { url: string; tokenFile: string | undefined; cacheSeconds: number } | undefined
  /** Where mail and text messages are handed over. */
  relays: { smtp?: string; from?: string; sms?: string }
  /** Full path of the file that sets up the sources that prove who somebody is. */
  proofsFile: string | undefined
  /** Full path of the file that lets people sign in by certificates. */
  certificatesFile: string | undefined
  /** Private networks that registered systems may be in, as CIDR. */
  innerNetworks: string[]
  /** What whoever reads the figures from another machine must show; without it they are told to this machine alone. */
  metricsToken: string | undefined
  /** Where a virus scanner listens: `tcp://host:port` or `unix:/path`. */
  scanner: string | undefined
  /** How long emergency access to a case lasts. */
  emergencyMinutes: number
}

/** One setting as `yiwang config` lists it. */
export interface SettingDescription {
  name: string
  value: string
  default: string
  set: boolean
  meaning: { zh: string; en: string }
}

/** What is wrong with the settings, one line for each fault. */
export class SettingsError extends Error {
  readonly faults: string[]
  constructor(faults: string[]) {
    super(`the settings cannot be used:\n${faults.map((fault) => `  ${fault}`).join('\n')}`)
    this.name = 'SettingsError'
    this.faults = faults
  }
}

type Environment = Record<string, string | undefined>

const meanings: Record<string, { default: string; zh: string; en: string }> = {
  PORT: { default: '8080', zh: '服务端口', en: 'port to listen on (0: any free one)' },
  HOST: { default: '127.0.0.1', zh: '监听地址', en: 'address to listen on' },
  YIWANG_HOME: { default: './.yiwang', zh: '数据、密钥与文件所在目录', en: 'folder of database, keys and files' },
  YIWANG_ORIGIN: {
    default: 'http://localhost:PORT',
    zh: '对外公开地址，用于二维码、签发者与 Cookie；本机以外须为 https',
    en: 'public address for QR codes, issuer and cookies; https unless on loopback',
  },
  DATABASE_URL: { default: '', zh: '外部 PostgreSQL（15 及以上）；不填则使用内置数据库', en: 'an external PostgreSQL, 15 or later; embedded when empty' },
  YIWANG_SERVING_DATABASE_URL: {
    default: 'a role that the role of DATABASE_URL makes, where it may make roles',
    zh: '对外服务时使用的数据库角色（同一数据库，权限较小，只读写数据）；DATABASE_URL 仍为表的所有者',
    en: 'login of a lesser role on the same database for serving, which only reads and writes rows; DATABASE_URL stays the owner of the tables',
  },
  YIWANG_DEMO: {
    default: 'on on loopback with the embedded database, otherwise off',
    zh: '演示模式：演示账号与一键登录',
    en: 'demonstration mode: demonstration accounts and one-tap sign-in',
  },
  YIWANG_BACKUP_KEY_FILE: { default: '', zh: '备份密钥文件，内含口令；不填则备份不加密', en: 'file with the passphrase that backups are encrypted under; not encrypted when empty' },
  YIWANG_KMS_URL: { default: '', zh: '密钥管理系统（KMS）的地址，须为 https，本机可用 http；不填则密钥保存在 YIWANG_HOME/keys', en: 'address of a key management system (KMS), https, or http on this machine; keys stand in YIWANG_HOME/keys when empty' },
  YIWANG_KMS_TOKEN_FILE: { default: '', zh: 'KMS 令牌文件，放在 YIWANG_HOME 以外，只有本人可读', en: 'file with the token shown to the KMS, outside YIWANG_HOME and readable by its owner alone' },
  YIWANG_KMS_CACHE_SECONDS: { default: '900', zh: 'KMS 没有应答时，已解开的密钥还可使用的时间（秒），60 至 86400', en: 'seconds for which unwrapped keys are used while the KMS does not answer, 60 to 86400' },
  SMTP_URL: { default: '', zh: '邮件中继，如 smtp://用户:密码@主机:25；不填则不发邮件', en: 'relay of mail, such as smtp://user:password@host:25; no mail when empty' },
  MAIL_FROM: { default: 'no-reply@ and the host of YIWANG_ORIGIN', zh: '邮件的发件地址', en: 'address that mail is from' },
  SMS_URL: { default: '', zh: '短信中继，接收 JSON {id, to, text}；不填则不发短信', en: 'relay of text messages, takes JSON {id, to, text}; none when empty' },
  YIWANG_SCANNER_URL: { default: '', zh: '病毒扫描服务（ClamAV clamd），如 tcp://127.0.0.1:3310 或 unix:/run/clamav/clamd.ctl；填写后上传的文件须扫描通过才保存', en: 'virus scanner (ClamAV clamd), such as tcp://127.0.0.1:3310 or unix:/run/clamav/clamd.ctl; with it an upload is kept only when found clean' },
  YIWANG_EMERGENCY_MINUTES: { default: '60', zh: '紧急授权查看一个办件的时长（分钟），5 至 480', en: 'minutes that emergency access to a case lasts, 5 to 480' },
  YIWANG_METRICS_TOKEN: { default: '', zh: '从别的机器读取 /metrics 时须出示的令牌（Bearer），至少 16 个字符；不填则只有本机可读', en: 'token (Bearer) that another machine shows to read /metrics, at least 16 characters; this machine alone reads it when empty' },
  YIWANG_PROOFS_FILE: { default: '', zh: '身份核验来源的设置文件（JSON），proofs simulate 会写出一份；不填则只能到窗口核验', en: 'file (JSON) that sets up the sources that prove who somebody is, such as proofs simulate writes; when empty only windows prove anybody' },
  YIWANG_CERTIFICATES_FILE: { default: '', zh: '数字证书（UKey）登录的设置文件（JSON，含前置代理的口令，只许本人可读）；不填则不开通', en: 'file (JSON, with the secret of the proxy in front; readable by its owner alone) that lets people sign in by certificates; off when empty' },
  YIWANG_INNER_NETWORKS: { default: '', zh: '接入系统和核验来源所在的内部网段，如 10.20.0.0/16，多个以逗号分开', en: 'private networks that registered systems and sources may be in, such as 10.20.0.0/16, separated by commas' },
  LOG_LEVEL: { default: 'info', zh: '日志级别', en: `one of ${logLevels.join(', ')}` },
}

/** Reads and checks the settings. Throws a SettingsError that names every fault. */
export function readConfig(env: Environment = process.env): Config {
  const faults: string[] = []
  const port = readPort(given(env, 'PORT') ?? '8080', faults)
  const host = given(env, 'HOST') ?? '127.0.0.1'
  const loopback = isLoopback(host)
  const databaseUrl = readDatabaseUrl('DATABASE_URL', given(env, 'DATABASE_URL'), faults)
  const servingDatabaseUrl = readDatabaseUrl('YIWANG_SERVING_DATABASE_URL', given(env, 'YIWANG_SERVING_DATABASE_URL'), faults)
  if (servingDatabaseUrl !== undefined && databaseUrl === undefined) faults.push('YIWANG_SERVING_DATABASE_URL is given without DATABASE_URL: the embedded database has its own lesser role')
  const config: Config = {
    port,
    host,
    loopback,
    home: resolve(given(env, 'YIWANG_HOME') ?? './.yiwang'),
    origin: readOrigin(given(env, 'YIWANG_ORIGIN'), loopback, port, faults),
    databaseUrl,
    servingDatabaseUrl,
    demo: readSwitch('YIWANG_DEMO', given(env, 'YIWANG_DEMO'), loopback && databaseUrl === undefined, faults),
    logLevel: readLogLevel(given(env, 'LOG_LEVEL') ?? 'info', faults),
    backupKeyFile: fullPath(given(env, 'YIWANG_BACKUP_KEY_FILE')),
    kms: readKms(env, faults),
    relays: readRelays(env, faults),
    proofsFile: fullPath(given(env, 'YIWANG_PROOFS_FILE')),
    certificatesFile: fullPath(given(env, 'YIWANG_CERTIFICATES_FILE')),
    innerNetworks: readNetworks(given(env, 'YIWANG_INNER_NETWORKS'), faults),
    metricsToken: readToken('YIWANG_METRICS_TOKEN', given(env, 'YIWANG_METRICS_TOKEN'), faults),
    scanner: readScanner(given(env, 'YIWANG_SCANNER_URL'), faults),
    emergencyMinutes: readWhole('YIWANG_EMERGENCY_MINUTES', given(env, 'YIWANG_EMERGENCY_MINUTES') ?? '60', [5, 480], faults),
  }
  if (faults.length > 0) throw new SettingsError(faults)
  return config
}

/** The same settings for the port that was really taken (PORT=0): a default address follows it. */
export function withPort(config: Config, port: number): Config {
  const origin = config.origin === defaultOrigin(config.port) ? defaultOrigin(port) : config.origin
  return { ...config, port, origin }
}

/** Lists the settings with their values in force; a password in DATABASE_URL is masked. Throws as readConfig. */
export function describeConfig(env: Environment = process.env): SettingDescription[] {
  const config = readConfig(env)
  const values: Record<string, string> = {
    PORT: String(config.port),
    HOST: config.host,
    YIWANG_HOME: config.home,
    YIWANG_ORIGIN: config.origin,
    DATABASE_URL: config.databaseUrl ? maskPassword(config.databaseUrl) : '',
    YIWANG_SERVING_DATABASE_URL: config.servingDatabaseUrl ? maskPassword(config.servingDatabaseUrl) : '',
    YIWANG_DEMO: config.demo ? 'on' : 'off',
    YIWANG_BACKUP_KEY_FILE: config.backupKeyFile ?? '',
    YIWANG_KMS_URL: config.kms?.url ?? '',
    YIWANG_KMS_TOKEN_FILE: config.kms?.tokenFile ?? '',
    YIWANG_KMS_CACHE_SECONDS: String(config.kms?.cacheSeconds ?? 900),
    SMTP_URL: config.relays.smtp ? maskPassword(config.relays.smtp) : '',
    MAIL_FROM: config.relays.from ?? '',
    SMS_URL: config.relays.sms ? maskPassword(config.relays.sms) : '',
    YIWANG_PROOFS_FILE: config.proofsFile ?? '',
    YIWANG_CERTIFICATES_FILE: config.certificatesFile ?? '',
    YIWANG_INNER_NETWORKS: config.innerNetworks.join(','),
    YIWANG_METRICS_TOKEN: config.metricsToken === undefined ? '' : '***',
    YIWANG_SCANNER_URL: config.scanner ?? '',
    YIWANG_EMERGENCY_MINUTES: String(config.emergencyMinutes),
    LOG_LEVEL: config.logLevel,
  }
  return Object.entries(meanings).map(([name, about]) => ({
    name,
    value: values[name] ?? '',
    default: about.default,
    set: given(env, name) !== undefined,
    meaning: { zh: about.zh, en: about.en },
  }))
}

/** An empty value means the same as none: that is how files of settings leave one out. */
function given(env: Environment, name: string): string | undefined {
  return env[name]?.trim() || undefined
}

function fullPath(path: string | undefined): string | undefined {
  return path === undefined ? undefined : resolve(path)
}

function readScanner(text: string | undefined, faults: string[]): string | undefined {
  if (text === undefined || /^unix:\/.+$/.test(text) || /^tcp:\/\/(\[[\da-f:.]+\]|[\w.-]+):\d{1,5}$/i.test(text)) return text
  faults.push('YIWANG_SCANNER_URL is neither tcp://host:port nor unix:/path')
  return undefined
}

function readPort(text: string, faults: string[]): number {
  const port = Number(text)
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port
  faults.push(`PORT is "${text}": a whole number from 0 to 65535 is needed`)
  return 0
}

function readOrigin(text: string | undefined, loopback: boolean, port: number, faults: string[]): string {
  if (text === undefined) {
    if (!loopback) faults.push('YIWANG_ORIGIN is missing: HOST is reachable from outside, so give the public address, such as https://ywtb.example.gov.cn')
    return defaultOrigin(port)
  }
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !/^https?:$/.test(url.protocol) || url.href !== `${url.origin}/`) {
    faults.push(`YIWANG_ORIGIN is "${text}": scheme, host and port alone are needed, such as https://ywtb.example.gov.cn`)
  } else if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    faults.push(`YIWANG_ORIGIN is "${text}": outside this machine https is needed, since cookies and QR codes rely on it`)
  }
  return url?.origin ?? text
}

function readDatabaseUrl(name: string, text: string | undefined, faults: string[]): string | undefined {
  if (text === undefined) return undefined
  const url = URL.canParse(text) ? new URL(text) : undefined
  // The value itself may hold a password and is not repeated.
  if (!url || !/^postgres(ql)?:$/.test(url.protocol)) faults.push(`${name} is not of the form postgresql://user:password@host:5432/database`)
  else if (url.pathname.length < 2) faults.push(`${name} names no database: add it after the host, as in …/yiwang`)
  return text
}

function readKms(env: Environment, faults: string[]): Config['kms'] {
  const text = given(env, 'YIWANG_KMS_URL')
  const tokenFile = fullPath(given(env, 'YIWANG_KMS_TOKEN_FILE'))
  const cacheSeconds = readWhole('YIWANG_KMS_CACHE_SECONDS', given(env, 'YIWANG_KMS_CACHE_SECONDS') ?? '900', [60, 86_400], faults)
  if (text === undefined) return undefined
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname))
  // The value itself may hold a password and is not repeated.
  if (!url || !isSafe || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') faults.push('YIWANG_KMS_URL is not of the form https://host:port/path (http on this machine alone); its token stands in YIWANG_KMS_TOKEN_FILE')
  return { url: text.replace(/\/+$/, ''), tokenFile, cacheSeconds }
}

function readRelays(env: Environment, faults: string[]): Config['relays'] {
  const relay = (name: string, protocols: RegExp, form: string): string | undefined => {
    const text = given(env, name)
    // The value itself may hold a password and is not repeated.
    if (text !== undefined && !(URL.canParse(text) && protocols.test(new URL(text).protocol))) faults.push(`${name} is not of the form ${form}`)
    return text
  }
  const smtp = relay('SMTP_URL', /^smtps?:$/, 'smtp://user:password@host:25')
  const sms = relay('SMS_URL', /^https?:$/, 'https://:token@host/path')
  const from = given(env, 'MAIL_FROM')
  if (from !== undefined && !/^[^\s<>@]+@[^\s<>@]+$/.test(from)) faults.push(`MAIL_FROM is "${from}": an address such as no-reply@example.gov.cn is needed`)
  return { ...(smtp ? { smtp } : {}), ...(sms ? { sms } : {}), ...(from ? { from } : {}) }
}

function readNetworks(text: string | undefined, faults: string[]): string[] {
  const networks = (text ?? '').split(',').map((one) => one.trim()).filter((one) => one !== '')
  for (const one of networks) if (!readNetwork(one)) faults.push(`YIWANG_INNER_NETWORKS holds "${one}": networks such as 10.20.0.0/16 are needed, separated by commas`)
  return networks
}

function readToken(name: string, text: string | undefined, faults: string[]): string | undefined {
  if (text !== undefined && !/^[\x21-\x7e]{16,}$/.test(text)) faults.push(`${name} needs at least 16 characters without blanks`)
  return text
}

function readWhole(name: string, text: string, [least, most]: readonly [number, number], faults: string[]): number {
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= least && value <= most) return value
  faults.push(`${name} is "${text}": a whole number from ${least} to ${most} is needed`)
  return least
}

function readSwitch(name: string, text: string | undefined, otherwise: boolean, faults: string[]): boolean {
  if (text === undefined) return otherwise
  if (/^(on|true|yes|1)$/i.test(text)) return true
  if (!/^(off|false|no|0)$/i.test(text)) faults.push(`${name} is "${text}": on or off is needed`)
  return false
}

function readLogLevel(text: string, faults: string[]): Config['logLevel'] {
  const level = logLevels.find((each) => each === text.toLowerCase())
  if (!level) faults.push(`LOG_LEVEL is "${text}": one of ${logLevels.join(', ')} is needed`)
  return level ?? 'info'
}

function defaultOrigin(port: number): string {
  return `http://localhost:${port}`
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)
}

function maskPassword(text: string): string {
  const url = new URL(text)
  if (url.password) url.password = '***'
  if (url.searchParams.has('password')) url.searchParams.set('password', '***')
  return url.href
}
