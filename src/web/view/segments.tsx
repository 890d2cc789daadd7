/** A sentence with its segments highlighted, exactly as they are to be typed. */
export function Segments({ text }: { readonly text: string }) {
  const parts = text.split(/(\b(?:PRV|NM1|HL|CUR)[^\w\s.,;:()][^\s;,]*[^\s;,.:)])/);
  return <>{parts.map((part, i) => (i % 2 === 0 ? part : <code key={i}>{part}</code>))}</>;
}
