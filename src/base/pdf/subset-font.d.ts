// The one call of subset-font that is used here. It ships no types of its own.
declare module 'subset-font' {
  export default function subsetFont(font: Buffer, text: string, options: { targetFormat: 'truetype'; keepFeatures?: string[]; noHinting?: boolean }): Promise<Buffer>
}
