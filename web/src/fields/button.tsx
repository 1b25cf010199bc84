import i18next from "i18next";
import { MousePointerClick } from "lucide-react";
import { optionColor } from "@/theme/optionColors";
import { ButtonConfig } from "./config/ButtonConfig";
import { plainText } from "./plain";
import type { FieldType } from "./types";

export const button: FieldType = {
  type: "button",
  kind: "none",
  icon: MousePointerClick,
  width: 130,
  editable: false,
  defaultConfig: () => ({
    label: i18next.t("fields.buttonDefault"),
    color: "blue",
    action: { type: "openUrl", url: "" },
  }),
  paint: (_value, field, { theme }) => {
    const { background, text } = optionColor(String(field.config.color ?? "blue"), theme);
    const label = plainText(field.config.label);
    return { kind: "button", pill: { text: label, background, color: text }, enabled: Boolean(field.config.action) };
  },
  // What it says is all that readers of the screen find in its cell.
  text: (_value, field) => plainText(field.config.label),
  parse: () => null,
  Editor: null,
  Config: ButtonConfig,
};
