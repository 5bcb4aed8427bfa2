// Qingming (清明) is the day, in China Standard Time, on which the sun's apparent longitude reaches 15°.
// After Meeus, Astronomical Algorithms, ch. 25, lower accuracy: 0.01°, a quarter of an hour.

const degrees = Math.PI / 180
const julianDayOf1970 = 2_440_587.5
const julianDayOf2000 = 2_451_545
const daysPerDegree = 365.2422 / 360
const chinaOffsetDays = 8 / 24

/** The sun's apparent longitude in degrees at a Julian day (dynamical time). */
function sunLongitude(julianDay: number): number {
  const t = (julianDay - julianDayOf2000) / 36_525
  const meanLongitude = 280.46646 + 36_000.76983 * t + 0.0003032 * t * t
  const anomaly = (357.52911 + 35_999.05029 * t - 0.0001537 * t * t) * degrees
  const centre =
    (1.914602 - 0.004817 * t - 0.000014 * t * t) * Math.sin(anomaly) +
    (0.019993 - 0.000101 * t) * Math.sin(2 * anomaly) +
    0.000289 * Math.sin(3 * anomaly)
  const node = (125.04 - 1934.136 * t) * degrees
  const apparent = meanLongitude + centre - 0.00569 - 0.00478 * Math.sin(node)
  return ((apparent % 360) + 360) % 360
}

/** Dynamical time runs ahead of universal time by about 70 s in this century; a fixed value is exact enough here. */
const dynamicalLeadDays = 70 / 86_400

/** The day of Qingming as days since 1970-01-01. Good for 1900 to 2100. */
export function qingmingDay(year: number): number {
  let moment = Date.UTC(year, 3, 5) / 86_400_000 + julianDayOf1970
  for (let round = 0; round < 5; round++) {
    // The difference is taken between -180° and 180°, so that a start on either side converges.
    const rest = ((15 - sunLongitude(moment) + 540) % 360) - 180
    moment += rest * daysPerDegree
  }
  return Math.floor(moment - dynamicalLeadDays - julianDayOf1970 + chinaOffsetDays)
}
