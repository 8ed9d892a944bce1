import { Path, Svg, Text, View } from "@react-pdf/renderer";
import type { ReactNode } from "react";
import { badgePattern, PRINTED_LINES } from "@/lib/badge/pattern";
import { NO_HYPHENS } from "@/lib/documents/typeset";
import { accentsOf } from "@/lib/look/accent";

/** The light values of app/tokens.css; sizes in points. */
export const PAPER = {
  ink: "#1b1914",
  inkSoft: "#504b40",
  inkFaint: "#635d50",
  rule: "#d9d2c2",
} as const;

const MONO_TRACKING = 0.2;

type PrintProps = {
  /** Font families, from `typeset`. */
  face: string[];
  size: number;
  weight?: 400 | 500 | 600;
  color?: string;
  align?: "left" | "right";
  lineHeight?: number;
  /** Figures of equal width, for columns. */
  isFigure?: boolean;
  isCode?: boolean;
  children: ReactNode;
};

/** Text as the house sets it: no hyphens, every script. */
export function Print(props: PrintProps) {
  const { face, size, weight = 400, color = PAPER.ink, align = "left", lineHeight = 1.35, isFigure, isCode } = props;
  return (
    <Text
      {...NO_HYPHENS}
      style={{
        fontFamily: face,
        fontSize: size,
        fontWeight: weight,
        color,
        textAlign: align,
        lineHeight,
        ...(isFigure ? { fontFeatureSettings: ["tnum"] } : {}),
        ...(isCode ? { letterSpacing: MONO_TRACKING } : {}),
      }}
    >
      {props.children}
    </Text>
  );
}

/** The conference's pattern across the given width, as on its badges. */
export function Pattern({
  slug,
  colour,
  width,
  height,
}: {
  slug: string;
  colour: string;
  width: number;
  height: number;
}) {
  return (
    <Svg width={width} height={height} viewBox="0 68 340 70" preserveAspectRatio="none">
      <Path d={badgePattern(slug, PRINTED_LINES.done)} fill="none" stroke={colour} strokeWidth={0.5} />
    </Svg>
  );
}

/** The badge's stripe: the conference's colour with what reads best on it. */
export function Stripe(props: {
  colour: string;
  sans: string[];
  mono: string[];
  size: number;
  left: string;
  right: string;
}) {
  const color = accentsOf(props.colour).onConference;
  return (
    <View
      wrap={false}
      style={{
        backgroundColor: props.colour,
        flexDirection: "row",
        justifyContent: "space-between",
        alignItems: "center",
        gap: 16,
        paddingVertical: props.size * 0.55,
        paddingHorizontal: props.size * 1.4,
      }}
    >
      <View style={{ flexGrow: 1, flexShrink: 1, flexBasis: 0 }}>
        <Print face={props.sans} size={props.size} weight={600} color={color}>
          {props.left}
        </Print>
      </View>
      <Print face={props.mono} size={props.size * 0.85} weight={500} color={color} isCode>
        {props.right}
      </Print>
    </View>
  );
}
