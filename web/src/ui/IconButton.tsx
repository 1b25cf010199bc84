import { Button, type ButtonProps } from "./Button";
import { Tooltip } from "./Tooltip";

interface IconButtonProps extends ButtonProps {
  label: string;
  keys?: string;
  tooltipSide?: "top" | "right" | "bottom" | "left";
}

/** A button whose only content is an icon: the label is its accessible name and its tooltip. */
export function IconButton({ label, keys, tooltipSide, look = "ghost", size = "icon", ...rest }: IconButtonProps) {
  return (
    <Tooltip label={label} keys={keys} side={tooltipSide}>
      <Button aria-label={label} look={look} size={size} {...rest} />
    </Tooltip>
  );
}
