import { UserRound } from "lucide-react";
import { OPTION_COLORS, optionColor } from "@/theme/optionColors";
import { noConfig, plainText } from "./plain";
import type { FieldType } from "./types";

export const createdBy: FieldType = {
  type: "createdBy",
  kind: "user",
  icon: UserRound,
  width: 160,
  editable: false,
  defaultConfig: noConfig,
  paint: (value, _field, { theme }) => {
    const name = plainText(value);
    const sum = [...name].reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0);
    const color = optionColor(OPTION_COLORS[1 + (sum % (OPTION_COLORS.length - 1))], theme);
    const initials = name
      .split(/\s+/)
      .slice(0, 2)
      .map((part) => part[0]?.toUpperCase() ?? "")
      .join("");
    const pill = name ? { text: initials, background: color.background, color: color.text } : null;
    return { kind: "person", name, pill };
  },
  text: plainText,
  parse: (typed) => typed,
  Editor: null,
  Config: null,
};
