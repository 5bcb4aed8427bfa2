// Bilingual texts, dates and sizes as the desk writes them; times are shown in Asia/Shanghai whatever the browser's zone.
import { useTranslation } from 'react-i18next'
import type { Text } from '../api/types.ts'

type Words = Text | string | null | undefined

/** Picks the language; Chinese where the other is absent. */
export function pickText(words: Words, language: string): string {
  if (words === null || words === undefined) return ''
  if (typeof words === 'string') return words
  return language === 'en' ? (words.en ?? words.zh) : words.zh
}

/** A function that picks the chosen language of a bilingual text. */
export function useText(): (words: Words) => string {
  const { i18n } = useTranslation()
  return (words) => pickText(words, i18n.language)
}

const parts = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

function split(moment: string): Record<string, string> {
  return Object.fromEntries(parts.formatToParts(new Date(moment)).map((part) => [part.type, part.value]))
}

/** `2026-11-23` of a moment or of a date. */
export function formatDate(value: string | null | undefined): string {
  if (value === null || value === undefined) return ''
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return value
  const p = split(value)
  return `${p['year']}-${p['month']}-${p['day']}`
}

/** `2026-11-23 15:04` of a moment. */
export function formatMoment(value: string | null | undefined): string {
  if (value === null || value === undefined) return ''
  const p = split(value)
  return `${p['year']}-${p['month']}-${p['day']} ${p['hour']}:${p['minute']}`
}

/** Calendar days from today (Asia/Shanghai) to a date; negative when it is past. */
export function daysUntil(date: string, now: Date = new Date()): number {
  const day = (value: string) => Date.parse(`${formatDate(value)}T00:00:00Z`)
  return Math.round((day(date) - day(now.toISOString())) / 86_400_000)
}

/** `12 KB` of bytes. */
export function formatSize(bytes: number | undefined): string {
  if (bytes === undefined) return ''
  if (bytes < 1024) return `${bytes} B`
  return bytes < 1_048_576 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`
}

/** `990100…-3fa2` of a long digest. */
export function shorten(digest: string, length = 16): string {
  return digest.length <= length ? digest : `${digest.slice(0, length)}…`
}

/** An outcome in words; of a case against somebody, granting means imposing. */
export function useOutcome(burdens: boolean): (outcome: string) => string {
  const { t } = useTranslation()
  return (outcome) => t([...(burdens ? [`after.burden.${outcome}`] : []), `outcome.${outcome}`], { defaultValue: outcome })
}

/** 360.00 for 36000. */
export function formatYuan(cents: number): string {
  return (cents / 100).toFixed(2)
}
