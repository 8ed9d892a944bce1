import type { PlotGeometry } from "@/lib/figures/plot";

type PlotProps = {
  geometry: PlotGeometry;
  /** The finding in one sentence, for those who do not see it. */
  finding: string;
  /** At the end of the line: "1,284 today". */
  endLabel: string;
  /** A value of the scale in words. */
  toText: (value: number) => string;
  toMonth: (at: Date) => string;
};

/** One accent line over time, with the price windows as bands behind it and its labels at the line. */
export function Plot({ geometry, finding, endLabel, toText, toMonth }: PlotProps) {
  const { width, height, path, last, bands, steps, months } = geometry;
  const foot = (steps[0]?.y ?? height) + 1;
  return (
    <svg
      role="img"
      aria-label={finding}
      viewBox={`0 0 ${width} ${height}`}
      className="mt-2 block w-full fill-ink-soft text-[12px]"
    >
      {bands.map((band, index) => (
        <g key={band.label + band.x}>
          <rect
            x={band.x}
            y={6}
            width={band.width}
            height={foot - 7}
            className={index % 2 === 0 ? "fill-accent opacity-10" : "fill-transparent"}
          />
          {index > 0 && <path d={`M${band.x} 6V${foot - 1}`} className="stroke-edge" strokeDasharray="2 3" />}
          {band.width > 60 && (
            <text x={band.x + 8} y={20}>
              {band.label}
            </text>
          )}
        </g>
      ))}
      {steps.map(({ value, y }) => (
        <g key={value}>
          <path d={`M56 ${y}H${width}`} className="stroke-rule" />
          <text x={50} y={y + 4} textAnchor="end">
            {toText(value)}
          </text>
        </g>
      ))}
      {months.map(({ at, x }) => (
        <text key={x} x={x} y={height - 6}>
          {toMonth(at)}
        </text>
      ))}
      <path d={path} fill="none" className="stroke-accent" strokeWidth="2.5" strokeLinejoin="round" />
      <circle cx={last.x} cy={last.y} r="4" className="fill-accent" />
      <text x={last.x - 10} y={Math.max(16, last.y - 8)} textAnchor="end" className="fill-ink font-semibold">
        {endLabel}
      </text>
    </svg>
  );
}
