// Draws a round seal: ring, star, the body's name along the arc, the use below the star. Diameter 42 mm for bodies of cities
// and counties (国发〔1999〕25号). A seal without a licensed certificate says 演示.
import type { Drawing, DrawingMark } from '#base/pdf'
import { sealKindText, sealName, type Seal } from './seal.ts'

const red = '#d8121b'
const diameter = 42 * (72 / 25.4)

/** The seal as a vector drawing, 42 mm wide. */
export function drawSeal(seal: Seal): Drawing {
  const centre = diameter / 2
  const ringWidth = 2.8
  const marks: DrawingMark[] = [{ kind: 'path', path: circle(centre, centre - ringWidth / 2), stroke: red, strokeWidth: ringWidth }, star(centre, diameter * 0.145), nameArc(seal.organisation.name, centre, ringWidth)]
  const use = sealKindText(seal.kind)
  if (use) marks.push({ kind: 'text', text: use, x: centre, y: centre + diameter * 0.265, size: 10.5, color: red, bold: true, widthMax: diameter * 0.56 })
  if (seal.certificate === 'demonstration') marks.push({ kind: 'text', text: '演示', x: centre, y: centre + diameter * (use ? 0.385 : 0.33), size: 7.5, color: red })
  // Ink lets the letters under it be read.
  return { width: diameter, height: diameter, opacity: 0.82, alt: `${sealName(seal)}${seal.certificate === 'demonstration' ? '（演示）' : ''}`, marks }
}

/** The longer the name, the wider its arc and the narrower its characters. */
function nameArc(name: string, centre: number, ringWidth: number): DrawingMark {
  const count = [...name].length
  const spanDegrees = Math.min(265, Math.max(60, (count - 1) * 21))
  const size = count > 16 ? 12 : 14
  const radius = centre - ringWidth - 3 - size * 0.92
  // The width a character has on its inner edge, where neighbours come closest.
  const place = (2 * Math.PI * radius * spanDegrees) / 360 / Math.max(1, count - 1)
  return { kind: 'arc-text', text: name, x: centre, y: centre, radius, size, spanDegrees, color: red, bold: true, squeeze: Math.min(1, (place * 0.96) / size) }
}

function circle(centre: number, radius: number): string {
  const [left, right] = [centre - radius, centre + radius]
  return `M${left} ${centre}A${radius} ${radius} 0 1 1 ${right} ${centre}A${radius} ${radius} 0 1 1 ${left} ${centre}Z`
}

function star(centre: number, radius: number): DrawingMark {
  const inner = radius * 0.382
  const points = Array.from({ length: 10 }, (_, index) => {
    const angle = (index * 36 - 90) * (Math.PI / 180)
    const reach = index % 2 === 0 ? radius : inner
    return `${(centre + reach * Math.cos(angle)).toFixed(3)} ${(centre + reach * Math.sin(angle)).toFixed(3)}`
  })
  return { kind: 'path', path: `M${points.join('L')}Z`, fill: red }
}
