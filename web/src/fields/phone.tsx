import { Phone } from "lucide-react";
import { plainText } from "./plain";
import { text } from "./text";
import type { EditorProps, FieldType } from "./types";
import { LinkedInput } from "./url";

/** What a telephone dials: digits and a leading plus; an extension is dialled by hand. */
export function dialHref(value: unknown): string | undefined {
  const number = plainText(value).replace(/(?:ext|x|#).*$/i, "");
  const dialled = number.replace(/[^\d+]/g, "");
  return /^\+?\d{3,}$/.test(dialled) ? `tel:${dialled}` : undefined;
}

function Editor(props: EditorProps) {
  return <LinkedInput {...props} inputMode="tel" hrefOf={dialHref} />;
}

export const phone: FieldType = {
  ...text,
  type: "phone",
  icon: Phone,
  width: 160,
  paint: (value) => ({ kind: "text", text: plainText(value), link: dialHref(value) }),
  Editor,
};
