// A calendar file (RFC 5545): days that matter, each under an identifier that stays the same, with a sequence that grows when it changes.
// Pure: no database, no clock.

/** One day in the calendar. Days without an hour are written as dates: they mean the day in China, wherever the reader is. */
export interface CalendarDay {
  uid: string
  date: string
  summary: string
  description: string
  url: string
  /** Grows with every change (§3.8.7.4). */
  sequence: number
  /** When it was last changed. */
  changedAt: Temporal.Instant
  isCancelled: boolean
  /** Reminds so many days before. */
  alarmDays?: number
}

const octetsMax = 75

/** Cuts a line after at most 75 octets, never inside a character (§3.1). */
export function foldLine(line: string): string {
  const lines: string[] = []
  let part = ''
  let octets = 0
  for (const character of line) {
    const size = Buffer.byteLength(character)
    // What follows begins with a space, which counts.
    if (octets + size > octetsMax) {
      lines.push(part)
      part = ' '
      octets = 1
    }
    part += character
    octets += size
  }
  return [...lines, part].join('\r\n')
}

/** Backslash, semicolon, comma and line break are escaped in texts (§3.3.11). */
export function escapeText(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll(';', '\\;').replaceAll(',', '\\,').replaceAll(/\r?\n/g, '\\n')
}

const dateOf = (date: string) => date.replaceAll('-', '')
const momentOf = (moment: Temporal.Instant) => moment.round({ smallestUnit: 'second', roundingMode: 'floor' }).toString().replaceAll(/[-:]/g, '')

/** The whole file, with its last line ended. */
export function writeCalendar(name: string, days: readonly CalendarDay[]): string {
  const lines = [
    'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Yiwang//Dates//ZH', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH', `NAME:${escapeText(name)}`, `X-WR-CALNAME:${escapeText(name)}`, 'REFRESH-INTERVAL;VALUE=DURATION:PT12H',
    ...days.flatMap(dayLines), 'END:VCALENDAR',
  ]
  return `${lines.map(foldLine).join('\r\n')}\r\n`
}

function dayLines(day: CalendarDay): string[] {
  const next = Temporal.PlainDate.from(day.date).add({ days: 1 }).toString()
  const alarm = day.alarmDays === undefined || day.isCancelled ? [] : ['BEGIN:VALARM', 'ACTION:DISPLAY', `DESCRIPTION:${escapeText(day.summary)}`, `TRIGGER:-P${day.alarmDays}D`, 'END:VALARM']
  return [
    'BEGIN:VEVENT', `UID:${escapeText(day.uid)}`, `DTSTAMP:${momentOf(day.changedAt)}`, `LAST-MODIFIED:${momentOf(day.changedAt)}`, `SEQUENCE:${day.sequence}`, `DTSTART;VALUE=DATE:${dateOf(day.date)}`, `DTEND;VALUE=DATE:${dateOf(next)}`,
    `SUMMARY:${escapeText(day.summary)}`, `DESCRIPTION:${escapeText(day.description)}`, `URL:${day.url}`, 'CLASS:PRIVATE', 'TRANSP:TRANSPARENT', `STATUS:${day.isCancelled ? 'CANCELLED' : 'CONFIRMED'}`, ...alarm, 'END:VEVENT',
  ]
}
