import { MapPin } from "lucide-react";
import { TextInput } from "./editors/TextInput";
import { noConfig, plainText } from "./plain";
import type { EditorProps, FieldType } from "./types";

interface Place {
  lat: number;
  lng: number;
  label?: string;
}

function isPlace(value: unknown): value is Place {
  const place = value as Partial<Place> | null;
  return typeof place?.lat === "number" && typeof place.lng === "number";
}

/** “Berlin (52.52, 13.405)”: reads back to the same place. */
export function writePlace(value: unknown): string {
  if (!isPlace(value)) return plainText(value);
  const point = `${value.lat}, ${value.lng}`;
  return value.label ? `${value.label} (${point})` : point;
}

const POINT = /^([+-]?\d{1,3}(?:\.\d+)?)°? *[,; ] *([+-]?\d{1,3}(?:\.\d+)?)°?$/;

/** A place, or the text as it is: the server reads more forms and says what is wrong. */
export function readPlace(typed: string): unknown {
  const labelled = /^(.*)\(([^()]*)\)$/s.exec(typed.trim());
  const point = POINT.exec((labelled?.[2] ?? typed).trim());
  if (!point) return typed;
  const place = { lat: Number(point[1]), lng: Number(point[2]) };
  const label = labelled?.[1]?.trim();
  return label ? { ...place, label } : place;
}

function Editor(props: EditorProps) {
  return <TextInput {...props} format={writePlace} parse={readPlace} />;
}

export const geo: FieldType = {
  type: "geo",
  kind: "json",
  icon: MapPin,
  width: 220,
  editable: true,
  defaultConfig: noConfig,
  paint: (value) => ({ kind: "text", text: writePlace(value), tabular: isPlace(value) && !value.label }),
  text: writePlace,
  parse: readPlace,
  Editor,
  Config: null,
};
