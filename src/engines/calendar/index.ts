// engine: which days are worked and when a limit ends (行政许可法 82, 全国年节及纪念日放假办法). It has no clock and reads no file.
export { makeCalendar, describeDay, isWorkingDay, type Calendar, type DayDescription } from './calendar.ts'
export { addCalendarDays, addMonths, addWorkingDays, workingDaysBetween, type Reckoned, type ReckonedCount } from './reckon.ts'
export { deadline, type DayUnit, type DeadlineInput, type Extension, type Suspension, type Deadline } from './deadline.ts'
export { findYearFaults, type CalendarYear, type HolidaySpan, type YearFault } from './year.ts'
export { statutoryHolidays, type StatutoryHoliday } from './statutory.ts'
