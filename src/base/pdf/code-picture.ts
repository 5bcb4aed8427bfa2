// A QR as a picture for a page.
/** An SVG of the code as a data address, 240 points wide. What draws it is loaded by the first who asks. */
export async function codePicture(text: string): Promise<string> {
  const { drawCode } = await import('./code.ts')
  const size = 240
  const marks = drawCode(text, size).marks.flatMap((mark) => (mark.kind === 'path' ? [`<path d="${mark.path}"/>`] : []))
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"><path fill="#fff" d="M0 0h${size}v${size}H0z"/>${marks.join('')}</svg>`
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`
}
