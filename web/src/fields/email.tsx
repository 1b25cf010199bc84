import { AtSign } from "lucide-react";
import { plainText } from "./plain";
import { text } from "./text";
import type { EditorProps, FieldType } from "./types";
import { LinkedInput } from "./url";

function mailHref(value: unknown): string | undefined {
  const address = plainText(value).trim();
  return /^[^\s@]+@[^\s@]+$/.test(address) ? `mailto:${encodeURIComponent(address)}` : undefined;
}

function Editor(props: EditorProps) {
  return <LinkedInput {...props} inputMode="email" hrefOf={mailHref} />;
}

export const email: FieldType = {
  ...text,
  type: "email",
  icon: AtSign,
  width: 200,
  paint: (value) => ({ kind: "text", text: plainText(value), link: mailHref(value) }),
  Editor,
};
